package dev.belay.worker.ledger.domain;

import java.math.BigDecimal;

/**
 * What a run may spend, US dollars.
 *
 * @param reserved the most that calls under way can cost
 */
public record Budget(BigDecimal ceiling, BigDecimal spent, BigDecimal reserved) {

    /** @param estimate the most that the call can cost */
    public Answer ask(BigDecimal estimate) {
        // No call, whether or not its price is known: what was recorded is all that such a run may use.
        if (ceiling.signum() == 0) {
            return Answer.EXHAUSTED;
        }
        var afterwards = spent.add(estimate);
        if (afterwards.compareTo(ceiling) > 0) {
            return Answer.EXHAUSTED;
        }
        return afterwards.add(reserved).compareTo(ceiling) > 0 ? Answer.WAIT : Answer.GRANTED;
    }

    /** With one more call under way. */
    public Budget reserving(BigDecimal estimate) {
        return new Budget(ceiling, spent, reserved.add(estimate));
    }

    public enum Answer {
        GRANTED,
        /** It fits only if calls under way turn out cheaper than reserved, as they mostly do. */
        WAIT,
        EXHAUSTED
    }
}
