/** Proofs are asked for, and read. */
@NullMarked
package dev.belay.worker.proving.rest;

import org.jspecify.annotations.NullMarked;
