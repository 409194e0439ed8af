@NullMarked
package dev.belay.gate.decision.domain.people;

import org.jspecify.annotations.NullMarked;
