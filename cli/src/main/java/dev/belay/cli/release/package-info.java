/** What is live, what was, and going back. */
@NullMarked
package dev.belay.cli.release;

import org.jspecify.annotations.NullMarked;
