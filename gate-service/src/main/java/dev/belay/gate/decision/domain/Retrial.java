package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import java.util.List;

/**
 * What rules 1 to 6 make of an attempt by other criteria, beside what they make of it by its own. People are left out: what they
 * said was about the outputs and criteria of then.
 *
 * @param findings by the other criteria, those that do not pass; none where more outputs are needed
 */
public record Retrial(Said before, Said after, List<Finding> findings) {

    public Retrial {
        findings = List.copyOf(findings);
    }

    public enum Said {
        APPROVED,
        REJECTED,
        HELD_BACK,
        /** The outputs that were recorded decide nothing. */
        NEEDS_OUTPUTS
    }

    /** @param results of both sides, scored by the other criteria */
    public static Retrial of(Inputs decided, CriteriaDocument criteria, List<CaseEvaluated> results) {
        var before = Gate.decide(
                measured(decided, decided.criteria(), decided.candidateResults(), decided.baselineResults()));
        var after =
                Gate.decide(measured(decided, criteria, of(Subject.CANDIDATE, results), of(Subject.BASELINE, results)));
        return new Retrial(said(before), said(after), stopping(after));
    }

    private static Inputs measured(
            Inputs decided, CriteriaDocument criteria, List<CaseEvaluated> candidate, List<CaseEvaluated> baseline) {
        return new Inputs(
                RuleSet.MEASURED.version(),
                decided.asOf(),
                decided.change(),
                criteria,
                decided.suite(),
                candidate,
                baseline,
                decided.live(),
                decided.extensions(),
                null);
    }

    private static List<CaseEvaluated> of(Subject subject, List<CaseEvaluated> results) {
        return results.stream().filter(result -> result.subject() == subject).toList();
    }

    private static Said said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided ->
                switch (decided.verdict()) {
                    case APPROVED -> Said.APPROVED;
                    case REJECTED -> Said.REJECTED;
                    case HELD_BACK -> Said.HELD_BACK;
                };
            case Outcome.NotYet missing -> Said.NEEDS_OUTPUTS;
            case Outcome.MoreSamples more -> Said.NEEDS_OUTPUTS;
            case Outcome.Outdated outdated -> throw new IllegalStateException("it was decided, so it was not outdated");
        };
    }

    private static List<Finding> stopping(Outcome outcome) {
        return outcome instanceof Outcome.Decided decided
                ? decided.findings().stream()
                        .filter(finding -> finding.outcome() == Finding.Outcome.FAILED
                                || finding.outcome().isOpen())
                        .toList()
                : List.of();
    }
}
