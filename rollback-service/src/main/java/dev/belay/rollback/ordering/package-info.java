/** Orders rollbacks: what a person asks for, and what has to go back because something else did not go live. */
@NullMarked
package dev.belay.rollback.ordering;

import org.jspecify.annotations.NullMarked;
