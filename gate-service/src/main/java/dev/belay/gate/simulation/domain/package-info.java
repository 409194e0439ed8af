/** What the rules do to suites of which the truth is assumed. */
@NullMarked
package dev.belay.gate.simulation.domain;

import org.jspecify.annotations.NullMarked;
