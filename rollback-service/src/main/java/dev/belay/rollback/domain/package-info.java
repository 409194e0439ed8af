/** What can be rolled back to, decided from what the deployment log said, as pure functions. */
@NullMarked
package dev.belay.rollback.domain;

import org.jspecify.annotations.NullMarked;
