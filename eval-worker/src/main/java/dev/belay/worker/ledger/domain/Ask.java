package dev.belay.worker.ledger.domain;

import dev.belay.contracts.canonical.Digest;
import java.math.BigDecimal;

/**
 * A reply that somebody needs.
 *
 * @param request digest of the exact request, the sample's index and the epoch
 * @param run whose budget pays
 * @param mostUsd the most that the call can cost, US dollars; 0 for a model without a known price
 */
public record Ask(Digest request, String run, String team, String provider, String model, BigDecimal mostUsd) {}
