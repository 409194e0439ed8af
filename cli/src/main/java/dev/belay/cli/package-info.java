/** The {@code belay} command: its options, its exit codes, and how it fails. */
@NullMarked
package dev.belay.cli;

import org.jspecify.annotations.NullMarked;
