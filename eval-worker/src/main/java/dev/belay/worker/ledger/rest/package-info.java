/** Reads and erases completions. */
@NullMarked
package dev.belay.worker.ledger.rest;

import org.jspecify.annotations.NullMarked;
