/** A folder as working copy of a prompt: init, pull, diff, publish. */
@NullMarked
package dev.belay.cli.working;

import org.jspecify.annotations.NullMarked;
