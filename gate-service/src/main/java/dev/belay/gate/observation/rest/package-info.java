/** What breaks limits, and shadow prompts, for people. */
@NullMarked
package dev.belay.gate.observation.rest;

import org.jspecify.annotations.NullMarked;
