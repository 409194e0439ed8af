/** Attempts and their results for whoever watches. */
@NullMarked
package dev.belay.gate.attempt.rest;

import org.jspecify.annotations.NullMarked;
