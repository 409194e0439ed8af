/** Orders of drills, over HTTP. */
@NullMarked
package dev.belay.gate.drill.rest;

import org.jspecify.annotations.NullMarked;
