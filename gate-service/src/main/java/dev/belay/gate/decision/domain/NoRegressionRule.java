package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.gate.decision.domain.Output.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Design §5, rule 3; {@code strict}: every case that passed with the baseline passes with the candidate. */
final class NoRegressionRule {

    private NoRegressionRule() {}

    static List<Ruling> judge(Comparison whole) {
        var comparison = whole.compared();
        return List.of(comparison
                .baseline()
                .map(baseline -> isCareful(comparison)
                        ? CarefulRegressionRule.judge(comparison, baseline)
                        : judge(comparison, CasePairs.of(comparison.candidate(), baseline)))
                .map(ruling -> naming(ruling, whole))
                .orElseGet(() -> Ruling.of(Findings.notApplicable(
                        Rule.NO_REGRESSION, null, "nothing is live yet, so there is nothing to compare with"))));
    }

    /** The outputs that would say more, if any would. */
    static Optional<Extension> wants(Comparison whole) {
        var comparison = whole.compared();
        return isCareful(comparison)
                ? comparison.baseline().flatMap(baseline -> CarefulRegressionRule.wants(comparison, baseline))
                : Optional.empty();
    }

    /** Who set which case aside until when is part of what the rule says. */
    private static Ruling naming(Ruling ruling, Comparison whole) {
        var aside = whole.suite().stream()
                .map(each -> whole.setAside().get(each.id()))
                .filter(Objects::nonNull)
                .map(each -> "%s (%s, until %s)".formatted(each.caseId(), each.owner(), each.until()))
                .toList();
        if (aside.isEmpty()) {
            return ruling;
        }
        var finding = ruling.finding();
        return new Ruling(
                new Finding(
                        finding.rule(),
                        finding.outcome(),
                        finding.criterion(),
                        finding.summary() + "; in quarantine: " + Findings.names(aside),
                        finding.numbers(),
                        finding.evidence()),
                ruling.settledBy());
    }

    static boolean isCareful(Comparison comparison) {
        return comparison.criteria().regressionOrDefault() == Regression.CAREFUL;
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
        return unmeasured(comparison, pairs.unknown(), pairs.total(), pairs.numbers());
    }

    static Ruling unmeasured(Comparison comparison, List<String> cases, int of, Map<String, Double> numbers) {
        var lacking = Stream.concat(
                        outputsOf(comparison.candidate(), cases, State.UNKNOWN).stream(),
                        comparison.baseline().stream().flatMap(side -> outputsOf(side, cases, State.UNKNOWN).stream()))
                .toList();
        return Ruling.open(
                Findings.of(
                        Rule.NO_REGRESSION,
                        Finding.Outcome.INCONCLUSIVE,
                        null,
                        Findings.say(
                                "%d of %d cases could not be compared (%s): %s",
                                cases.size(), of, Unmeasured.reasons(lacking), Findings.names(cases)),
                        numbers,
                        lacking),
                Unmeasured.settledBy(lacking, comparison.budgetUsd()));
    }

    static List<Output> outputsOf(Measurements side, List<String> cases, State state) {
        return cases.stream()
                .flatMap(id -> side.of(id).stream())
                .filter(output -> output.state() == state)
                .toList();
    }
}
