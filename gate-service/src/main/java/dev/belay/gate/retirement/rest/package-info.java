/** The end of a prompt's life in an environment. */
@NullMarked
package dev.belay.gate.retirement.rest;

import org.jspecify.annotations.NullMarked;
