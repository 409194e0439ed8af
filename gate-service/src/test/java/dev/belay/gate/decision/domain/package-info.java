/** The acceptance rules, at their edges and over random runs. */
@NullMarked
package dev.belay.gate.decision.domain;

import org.jspecify.annotations.NullMarked;
