/** Orders rollbacks and follows each until it is live. */
@NullMarked
package dev.belay.rollback;

import org.jspecify.annotations.NullMarked;
