package dev.belay.gate.observation.domain;

import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import java.util.List;

/**
 * An output that an application got from a live version, and that violates must-nots.
 *
 * @param number deployment number that produced it
 * @param trusted whether its source alone may cause a rollback
 */
public record Violation(
        String observation,
        String prompt,
        String environment,
        long number,
        Digest output,
        List<String> violated,
        String source,
        boolean trusted,
        Instant observedAt) {

    public Violation {
        violated = List.copyOf(violated);
    }
}
