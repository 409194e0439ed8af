/** The careful comparison of a candidate with its baseline, case by case and over the suite, in two stages. */
@NullMarked
package dev.belay.gate.decision.domain.comparing;

import org.jspecify.annotations.NullMarked;
