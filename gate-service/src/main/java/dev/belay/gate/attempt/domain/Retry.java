package dev.belay.gate.attempt.domain;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether what errored of an attempt is asked again. */
public sealed interface Retry {

    /** @param budgetUsd the run's ceiling from now on, with what it has spent */
    record Granted(BigDecimal budgetUsd) implements Retry {}

    /** @param reason with the way out */
    record Refused(String reason) implements Retry {}

    /**
     * @param budgetUsd of the run so far
     * @param wantedUsd absent to leave it as it is
     */
    static Retry of(Attempt attempt, Progress progress, BigDecimal budgetUsd, @Nullable BigDecimal wantedUsd) {
        if (attempt.concluded()) {
            return new Refused(
                    attempt.check()
                            ? attempt.run()
                                    + " was a check and has ended: check again, and what it recorded is not paid again"
                            : attempt.change() + " has its final decision");
        }
        return switch (attempt.state()) {
            case IN_REVIEW -> {
                if (progress.errors() == 0) {
                    yield new Refused("nothing of " + attempt.run() + " errored: trying again would change nothing");
                }
                yield wantedUsd == null || wantedUsd.compareTo(budgetUsd) >= 0
                        ? new Granted(wantedUsd == null ? budgetUsd : wantedUsd)
                        : new Refused(String.format(
                                Locale.ROOT,
                                "budget: %s USD (expected: at least %s, which it has already)",
                                wantedUsd.toPlainString(),
                                budgetUsd.toPlainString()));
            }
            case EVALUATING -> new Refused(attempt.run() + " is still being evaluated: wait until it is held back");
            case APPROVED, REJECTED, WITHDRAWN, OUTDATED ->
                new Refused(attempt.run() + " is " + attempt.state().wireName() + ": there is nothing to try again");
        };
    }
}
