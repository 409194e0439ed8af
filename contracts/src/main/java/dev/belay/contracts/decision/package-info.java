/** What the gate says of an attempt, with a finding per rule. */
@NullMarked
package dev.belay.contracts.decision;

import org.jspecify.annotations.NullMarked;
