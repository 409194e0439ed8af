/** Reviews, sign-offs, trade-offs, overrides, hand-offs and what waits for whom. */
@NullMarked
package dev.belay.gate.judgement.rest;

import org.jspecify.annotations.NullMarked;
