/** Completions, claims and budgets as rows. */
@NullMarked
package dev.belay.worker.ledger.store;

import org.jspecify.annotations.NullMarked;
