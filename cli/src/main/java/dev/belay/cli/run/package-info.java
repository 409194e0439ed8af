/** Watching and showing what the gate makes of a change. */
@NullMarked
package dev.belay.cli.run;

import org.jspecify.annotations.NullMarked;
