/** Freezing, re-opening, and what is closed. */
@NullMarked
package dev.belay.gate.closure.rest;

import org.jspecify.annotations.NullMarked;
