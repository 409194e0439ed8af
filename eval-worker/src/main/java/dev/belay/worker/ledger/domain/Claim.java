package dev.belay.worker.ledger.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The ledger's answer to somebody who needs a reply. */
public sealed interface Claim {

    /** Call the provider, then record or release under {@code claim}. */
    record Granted(UUID claim) implements Claim {}

    record Known(Completion completion) implements Claim {}

    /** Ask again soon. */
    record Busy() implements Claim {}

    record OverBudget(Budget budget, BigDecimal estimate) implements Claim {}

    record Gone(Instant erasedAt, String reason) implements Claim {}
}
