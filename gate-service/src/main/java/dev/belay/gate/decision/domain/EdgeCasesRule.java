package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.Output.State;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Design §5, rule 5: each failure mode has its minimum number of cases and they all pass. */
final class EdgeCasesRule {

    private EdgeCasesRule() {}

    static List<Ruling> judge(Comparison comparison) {
        var modes = comparison.criteria().failureModesOrNone();
        if (modes.isEmpty()) {
            return List.of(
                    Ruling.of(Findings.notApplicable(Rule.EDGE_CASES, null, "the criteria name no failure mode")));
        }
        var states = comparison.candidate().cases();
        return modes.stream().map(mode -> judge(mode, comparison, states)).toList();
    }

    private static Ruling judge(FailureMode mode, Comparison comparison, Map<String, State> states) {
        var cases = comparison.suite().stream()
                .filter(suiteCase -> mode.id().equals(suiteCase.failureMode()))
                .map(SuiteCase::id)
                .collect(Collectors.groupingBy(id -> states.getOrDefault(id, State.UNKNOWN)));
        var failed = cases.getOrDefault(State.FAILED, List.of());
        var unknown = cases.getOrDefault(State.UNKNOWN, List.of());
        var count = failed.size()
                + unknown.size()
                + cases.getOrDefault(State.PASSED, List.of()).size();
        var numbers = Map.of(
                "cases", (double) count,
                "minCases", (double) mode.minCasesOrDefault(),
                "failed", (double) failed.size(),
                "unmeasured", (double) unknown.size());
        if (!failed.isEmpty()) {
            var summary = Findings.say(
                    "%s: %d of its %d cases fail: %s", mode.id(), failed.size(), count, Findings.names(failed));
            return Ruling.of(finding(mode, Finding.Outcome.FAILED, summary, numbers, outputs(comparison, failed)));
        }
        if (count < mode.minCasesOrDefault()) {
            return tooFew(mode, count, numbers);
        }
        return unknown.isEmpty()
                ? Ruling.of(finding(
                        mode,
                        Finding.Outcome.PASSED,
                        Findings.say("%s: all of its %d cases pass", mode.id(), count),
                        numbers,
                        List.of()))
                : unmeasured(mode, comparison, unknown, numbers);
    }

    private static Ruling tooFew(FailureMode mode, int count, Map<String, Double> numbers) {
        var lacking = mode.minCasesOrDefault() - count;
        return Ruling.open(
                finding(
                        mode,
                        Finding.Outcome.INCONCLUSIVE,
                        Findings.say("%s: %d cases, %d demanded", mode.id(), count, mode.minCasesOrDefault()),
                        numbers,
                        List.of()),
                Findings.say(
                        "anyone: %d more %s of the failure mode %s",
                        lacking, lacking == 1 ? "case" : "cases", mode.id()));
    }

    private static Ruling unmeasured(
            FailureMode mode, Comparison comparison, List<String> unknown, Map<String, Double> numbers) {
        var outputs = outputs(comparison, unknown).stream()
                .filter(output -> output.state() == State.UNKNOWN)
                .toList();
        return Ruling.open(
                finding(
                        mode,
                        Finding.Outcome.INCONCLUSIVE,
                        Findings.say(
                                "%s: %d of its cases could not be measured (%s)",
                                mode.id(), unknown.size(), Unmeasured.reasons(outputs)),
                        numbers,
                        outputs),
                Unmeasured.settledBy(outputs, comparison.budgetUsd()));
    }

    private static Finding finding(
            FailureMode mode,
            Finding.Outcome outcome,
            String summary,
            Map<String, Double> numbers,
            List<Output> evidence) {
        return Findings.of(Rule.EDGE_CASES, outcome, mode.id(), summary, numbers, evidence);
    }

    private static List<Output> outputs(Comparison comparison, List<String> cases) {
        return cases.stream()
                .flatMap(id -> comparison.candidate().of(id).stream())
                .toList();
    }
}
