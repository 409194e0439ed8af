/** The acceptance rules of design §5 as pure functions: immutable evidence in, findings and a verdict out. */
@NullMarked
package dev.belay.gate.decision.domain;

import org.jspecify.annotations.NullMarked;
