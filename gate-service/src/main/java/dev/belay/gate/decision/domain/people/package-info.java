/** What people contribute to a decision, and when they are asked to. */
@NullMarked
package dev.belay.gate.decision.domain.people;

import org.jspecify.annotations.NullMarked;
