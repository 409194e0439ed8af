/** Keys that order rollbacks, and nothing else: for alerts, and for when nobody can log in. */
@NullMarked
package dev.belay.rollback.keys;

import org.jspecify.annotations.NullMarked;
