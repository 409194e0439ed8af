package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import java.util.Optional;

/** @param settledBy whom it waits for and what would settle it; present when the finding leaves something open */
record Ruling(Finding finding, Optional<String> settledBy) {

    static Ruling of(Finding finding) {
        return new Ruling(finding, Optional.empty());
    }

    static Ruling open(Finding finding, String settledBy) {
        return new Ruling(finding, Optional.of(settledBy));
    }

    Finding.Outcome outcome() {
        return finding.outcome();
    }
}
