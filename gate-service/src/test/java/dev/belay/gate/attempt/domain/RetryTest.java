package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    private static final BigDecimal BUDGET = new BigDecimal("1.00");

    @ParameterizedTest(name = "{0}, check {1}, concluded {2}, {3} errors, wants {4} -> {5}")
    @CsvSource({
        "IN_REVIEW, false, false, 2, , 1.00",
        "IN_REVIEW, false, false, 2, 2.50, 2.50",
        "IN_REVIEW, false, false, 2, 1.00, 1.00",
        "IN_REVIEW, false, false, 2, 0.50, 'budget: 0.50 USD (expected: at least 1.00, which it has already)'",
        "IN_REVIEW, false, false, 0, , 'nothing of ch-a.1 errored: trying again would change nothing'",
        "IN_REVIEW, true, true, 2, , 'ch-a.1 was a check and has ended: check again, and what it recorded is not paid again'",
        "IN_REVIEW, false, true, 2, , 'ch-a has its final decision'",
        "EVALUATING, false, false, 2, , 'ch-a.1 is still being evaluated: wait until it is held back'",
        "REJECTED, false, false, 2, , 'ch-a.1 is rejected: there is nothing to try again'",
        "OUTDATED, false, false, 2, , 'ch-a.1 is outdated: there is nothing to try again'",
    })
    void onlyWhatErroredOfAnUndecidedAttemptIsTriedAgain(
            State state, boolean check, boolean concluded, int errors, @Nullable BigDecimal wanted, String expected) {
        var attempt = new Attempt(
                "care/a",
                "ch-a",
                1,
                state,
                check,
                new VersionRef(1, Digest.of("v")),
                0,
                concluded,
                0,
                state == State.APPROVED);
        var progress = new Progress(10, 10, 10 - errors, 0, errors, BigDecimal.ZERO);

        assertThat(
                        switch (Retry.of(attempt, progress, BUDGET, wanted)) {
                            case Retry.Granted(var budget) -> budget.toPlainString();
                            case Retry.Refused(var reason) -> reason;
                        })
                .isEqualTo(expected);
    }

    @Test
    void whatIsTriedAgainIsEvaluatedAgain() {
        assertThat(State.IN_REVIEW.mayBecome(State.EVALUATING)).isTrue();
        assertThat(State.REJECTED.mayBecome(State.EVALUATING)).isFalse();
    }
}
