/** The command as a user meets it: typed, against a platform in this JVM, with everything that it prints caught. */
@NullMarked
package dev.belay.cli;

import org.jspecify.annotations.NullMarked;
