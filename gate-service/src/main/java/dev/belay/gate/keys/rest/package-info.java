/** Public keys for whoever verifies signatures. */
@NullMarked
package dev.belay.gate.keys.rest;

import org.jspecify.annotations.NullMarked;
