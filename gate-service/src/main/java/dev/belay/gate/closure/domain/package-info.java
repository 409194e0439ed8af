/** What a closure means for a release. */
@NullMarked
package dev.belay.gate.closure.domain;

import org.jspecify.annotations.NullMarked;
