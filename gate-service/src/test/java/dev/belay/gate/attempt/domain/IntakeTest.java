package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.run.CaseEvaluated.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {

    @ParameterizedTest(name = "{1} after {0}: {2}")
    @CsvSource({
        ",       PASSED, true",
        ",       FAILED, true",
        ",       ERROR,  true",
        "ERROR,  PASSED, true",
        "ERROR,  FAILED, true",
        "ERROR,  ERROR,  false",
        "PASSED, FAILED, false",
        "PASSED, ERROR,  false",
        "PASSED, PASSED, false",
        "FAILED, PASSED, false",
        "FAILED, ERROR,  false",
        "FAILED, FAILED, false",
    })
    void aRetryMayReplaceAnErrorAndNothingElse(@Nullable Outcome there, Outcome arriving, boolean taken) {
        assertThat(Intake.takes(there, arriving)).isEqualTo(taken);
    }
}
