/** Trying assertions on given outputs, offline. */
@NullMarked
package dev.belay.cli.assertion;

import org.jspecify.annotations.NullMarked;
