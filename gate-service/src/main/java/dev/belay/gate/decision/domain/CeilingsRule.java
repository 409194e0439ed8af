package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.Ceiling.Limit;
import dev.belay.gate.decision.domain.statistics.McNemar;
import dev.belay.gate.decision.domain.statistics.Newcombe;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Design §5, rule 6: p95 latency and mean cost, and their increase over the baseline, stay within the PM's ceilings;
 * equal to one is within. A {@code soft} ceiling that is broken while quality improves significantly (exact one-sided
 * McNemar over the cases, alpha {@value #ALPHA}) is the PM's to weigh.
 */
final class CeilingsRule {

    private static final double ALPHA = 0.05;

    private CeilingsRule() {}

    static List<Ruling> judge(Comparison comparison) {
        var ceilings = comparison.criteria().ceilings();
        var bounds = ceilings == null ? List.<Ceiling>of() : Ceiling.of(ceilings);
        if (bounds.isEmpty()) {
            return List.of(Ruling.of(Findings.notApplicable(Rule.CEILINGS, null, "the criteria set no ceiling")));
        }
        return bounds.stream().map(ceiling -> judge(ceiling, comparison)).toList();
    }

    private static Ruling judge(Ceiling ceiling, Comparison comparison) {
        if (ceiling.limit().isEmpty()) {
            return Ruling.open(
                    Findings.inconclusive(
                            Rule.CEILINGS,
                            ceiling.name(),
                            Findings.say("%s: \"%s\" (expected: %s)", ceiling.name(), ceiling.said(), ceiling.form())),
                    comparison.criteria().owner() + ": a readable ceiling " + ceiling.name());
        }
        return switch (ceiling.limit().get()) {
            case Limit.Fixed(var most) ->
                unknown(ceiling, comparison, Stream.of(candidate(comparison)))
                        .orElseGet(() -> judge(ceiling, comparison, most, Map.of()));
            case Limit.OverBaseline(var increase) ->
                comparison
                        .baseline()
                        .map(comparison::unselected)
                        .map(baseline -> judge(ceiling, comparison, baseline, increase))
                        .orElseGet(() -> Ruling.of(Findings.notApplicable(
                                Rule.CEILINGS,
                                ceiling.name(),
                                ceiling.name() + ": nothing is live yet, so there is nothing to compare with")));
        };
    }

    private static Measurements candidate(Comparison comparison) {
        return comparison.unselected(comparison.candidate());
    }

    private static Ruling judge(Ceiling ceiling, Comparison comparison, Measurements baseline, Increase increase) {
        return unknown(ceiling, comparison, Stream.of(candidate(comparison), baseline))
                .orElseGet(() -> {
                    var before = ceiling.figure().of(baseline);
                    return judge(
                            ceiling, comparison, increase.limitOver(before), Map.of("baseline", before.doubleValue()));
                });
    }

    private static Ruling judge(
            Ceiling ceiling, Comparison comparison, BigDecimal limit, Map<String, Double> numbersSoFar) {
        var figure = ceiling.figure();
        var measured = figure.of(candidate(comparison));
        var numbers = new HashMap<>(numbersSoFar);
        numbers.put("measured", measured.doubleValue());
        numbers.put("ceiling", limit.doubleValue());
        var within = measured.compareTo(Figure.rounded(limit)) <= 0;
        var summary = Findings.say(
                "%s: %s is %s, at most %s",
                ceiling.name(), figure.words(), figure.written(measured), figure.written(limit));
        if (within) {
            return Ruling.of(finding(ceiling, Finding.Outcome.PASSED, summary, numbers));
        }
        return broken(ceiling, comparison, summary, numbers);
    }

    private static Ruling broken(Ceiling ceiling, Comparison comparison, String summary, Map<String, Double> numbers) {
        var soft = comparison.criteria().ceilings().soft();
        if (soft == null
                || !soft.contains(ceiling.name())
                || comparison.baseline().isEmpty()) {
            return Ruling.of(finding(ceiling, Finding.Outcome.FAILED, summary, numbers));
        }
        var pairs = CasePairs.of(comparison.candidate(), comparison.baseline().get());
        var p = McNemar.oneSided(pairs.improved().size(), pairs.worsened().size());
        numbers.put("improved", (double) pairs.improved().size());
        numbers.put("regressed", (double) pairs.worsened().size());
        numbers.put("pImproved", p);
        if (p > ALPHA) {
            return Ruling.of(finding(
                    ceiling,
                    Finding.Outcome.FAILED,
                    summary + Findings.say("; quality does not improve significantly (p = %.3f)", p),
                    numbers));
        }
        var range = Newcombe.paired(
                pairs.kept(), pairs.improved().size(), pairs.worsened().size(), pairs.failing());
        numbers.put("gainLower", range.lower());
        numbers.put("gainUpper", range.upper());
        var gain = Findings.say(
                "%+.1f points of cases passed (%+.1f to %+.1f)",
                pairs.pointsGained(), 100 * range.lower(), 100 * range.upper());
        return Ruling.open(
                finding(ceiling, Finding.Outcome.NEEDS_TRADE_OFF, summary + "; for " + gain, numbers),
                Findings.say(
                        "%s: accept %s for %s, or refuse it",
                        comparison.criteria().owner(), summary, gain));
    }

    private static Optional<Ruling> unknown(Ceiling ceiling, Comparison comparison, Stream<Measurements> sides) {
        var outputs = sides.flatMap(side -> side.outputs().stream()).toList();
        if (outputs.isEmpty()) {
            return Optional.of(Ruling.open(
                    Findings.inconclusive(Rule.CEILINGS, ceiling.name(), ceiling.name() + ": the suite has no case"),
                    "anyone: cases to judge the prompt by"));
        }
        var lacking = outputs.stream()
                .filter(output -> !ceiling.figure().isKnown(output))
                .toList();
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Ruling.open(
                Findings.of(
                        Rule.CEILINGS,
                        Finding.Outcome.INCONCLUSIVE,
                        ceiling.name(),
                        Findings.say(
                                "%s: %s is unknown for %d of %d outputs",
                                ceiling.name(), ceiling.figure().words(), lacking.size(), outputs.size()),
                        Map.of("outputs", (double) outputs.size(), "unmeasured", (double) lacking.size()),
                        lacking),
                settledBy(ceiling, comparison, lacking)));
    }

    /** A reply without a cost comes from a model without a price, which trying again does not give it. */
    private static String settledBy(Ceiling ceiling, Comparison comparison, List<Output> lacking) {
        var replied = lacking.stream()
                .allMatch(output -> output.result() != null && output.result().error() == null);
        return replied
                ? Findings.say(
                        "%s: a model whose %s is known, or criteria without %s",
                        comparison.criteria().owner(), ceiling.figure().words(), ceiling.name())
                : Unmeasured.settledBy(lacking, comparison.budgetUsd());
    }

    private static Finding finding(
            Ceiling ceiling, Finding.Outcome outcome, String summary, Map<String, Double> numbers) {
        return Findings.of(Rule.CEILINGS, outcome, ceiling.name(), summary, numbers, List.of());
    }
}
