/** Completions: each exact request is paid once. */
@NullMarked
package dev.belay.worker.ledger;

import org.jspecify.annotations.NullMarked;
