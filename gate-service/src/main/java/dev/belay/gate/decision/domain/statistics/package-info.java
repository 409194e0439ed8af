/** The tests and intervals of the acceptance rules, each with its source; distributions are the library's. */
@NullMarked
package dev.belay.gate.decision.domain.statistics;

import org.jspecify.annotations.NullMarked;
