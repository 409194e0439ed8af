package dev.belay.gate.attempt.domain;

import java.math.BigDecimal;

/**
 * How far a run is, both sides together.
 *
 * @param measured outputs with a result, errors included
 * @param costUsd what the run's own calls cost so far
 */
public record Progress(int expected, int measured, int passed, int failed, int errors, BigDecimal costUsd) {

    public boolean isComplete() {
        return measured == expected;
    }
}
