/** Decides who calls the provider for a request: nobody twice, and nobody beyond the run's budget. */
@NullMarked
package dev.belay.worker.ledger.domain;

import org.jspecify.annotations.NullMarked;
