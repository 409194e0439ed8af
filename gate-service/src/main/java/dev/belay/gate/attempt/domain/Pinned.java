package dev.belay.gate.attempt.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.util.List;

/** What an attempt is decided by, kept with it: a decision must not wait for another service, nor change with it. */
public record Pinned(CriteriaDocument criteria, List<SuiteCase> cases) {

    public static Pinned of(CriteriaDocument criteria, SuiteDocument suite) {
        return new Pinned(
                criteria,
                suite.cases().stream()
                        .map(one -> new SuiteCase(one.id(), one.failureMode()))
                        .toList());
    }
}
