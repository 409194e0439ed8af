/** Decisions, and their replay. */
@NullMarked
package dev.belay.gate.decision.rest;

import org.jspecify.annotations.NullMarked;
