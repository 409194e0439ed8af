package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.Output.State;
import java.util.List;
import java.util.stream.Stream;

/** Design §5, rule 3, {@code strict}: every case that passed with the baseline passes with the candidate. */
final class NoRegressionRule {

    private NoRegressionRule() {}

    static List<Ruling> judge(Comparison comparison) {
        return List.of(comparison
                .baseline()
                .map(baseline -> judge(comparison, CasePairs.of(comparison.candidate(), baseline)))
                .orElseGet(() -> Ruling.of(Findings.notApplicable(
                        Rule.NO_REGRESSION, null, "nothing is live yet, so there is nothing to compare with"))));
    }

    private static Ruling judge(Comparison comparison, CasePairs pairs) {
        if (!pairs.worsened().isEmpty()) {
            return Ruling.of(Findings.of(
                    Rule.NO_REGRESSION,
                    Finding.Outcome.FAILED,
                    null,
                    Findings.say(
                            "%d of %d cases passed with the baseline and no longer do: %s",
                            pairs.worsened().size(), pairs.total(), Findings.names(pairs.worsened())),
                    pairs.numbers(),
                    outputsOf(comparison.candidate(), pairs.worsened(), State.FAILED)));
        }
        if (pairs.total() == 0) {
            return Ruling.open(
                    Findings.inconclusive(Rule.NO_REGRESSION, null, "the suite has no case to compare by"),
                    "anyone: cases to judge the prompt by");
        }
        if (!pairs.unknown().isEmpty()) {
            return unmeasured(comparison, pairs);
        }
        return Ruling.of(Findings.of(
                Rule.NO_REGRESSION,
                Finding.Outcome.PASSED,
                null,
                Findings.say("each of the %d cases that passed with the baseline passes still", pairs.kept()),
                pairs.numbers(),
                List.of()));
    }

    private static Ruling unmeasured(Comparison comparison, CasePairs pairs) {
        var lacking = Stream.concat(
                        outputsOf(comparison.candidate(), pairs.unknown(), State.UNKNOWN).stream(),
                        comparison.baseline().stream()
                                .flatMap(side -> outputsOf(side, pairs.unknown(), State.UNKNOWN).stream()))
                .toList();
        return Ruling.open(
                Findings.of(
                        Rule.NO_REGRESSION,
                        Finding.Outcome.INCONCLUSIVE,
                        null,
                        Findings.say(
                                "%d of %d cases could not be compared (%s): %s",
                                pairs.unknown().size(),
                                pairs.total(),
                                Unmeasured.reasons(lacking),
                                Findings.names(pairs.unknown())),
                        pairs.numbers(),
                        lacking),
                Unmeasured.settledBy(lacking, comparison.budgetUsd()));
    }

    private static List<Output> outputsOf(Measurements side, List<String> cases, State state) {
        return cases.stream()
                .flatMap(id -> side.of(id).stream())
                .filter(output -> output.state() == state)
                .toList();
    }
}
