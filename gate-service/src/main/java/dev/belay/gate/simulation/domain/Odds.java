package dev.belay.gate.simulation.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an output of the live version comes to, as far as its recorded ones tell.
 *
 * @param violations by must-not: the share of its outputs that violate it
 * @param misses by must-have: the share that does not satisfy it
 * @param spent what replies took and cost, of which each drawn output has one's; at least one
 */
public record Odds(List<OfCase> cases, Map<String, Double> violations, Map<String, Double> misses, List<Spent> spent) {

    /** Outputs of a case that the suite's mean stands for, where the case has few of its own. */
    private static final double SUITE_OUTPUTS = 2;

    private static final Spent NOTHING_KNOWN = new Spent(1, BigDecimal.ZERO);

    public Odds {
        cases = List.copyOf(cases);
        violations = Map.copyOf(violations);
        misses = Map.copyOf(misses);
        spent = spent.isEmpty() ? List.of(NOTHING_KNOWN) : List.copyOf(spent);
    }

    /**
     * @param passes the probability that an output passes the case's own assertions
     * @param recorded the outputs that this is from; where there is none it is assumed
     */
    public record OfCase(SuiteCase suiteCase, double passes, int recorded) {}

    public record Spent(long latencyMs, BigDecimal costUsd) {}

    /**
     * Each case's own share, drawn towards that of the suite as if it had two outputs more: one output that passed does not
     * mean that all do.
     *
     * @param recorded of the live version; a reply that several runs used counts once, what errored not at all
     * @param assumed the probability for a suite without any
     */
    public static Odds of(
            CriteriaDocument criteria, List<SuiteCase> suite, Collection<CaseEvaluated> recorded, double assumed) {
        var distinct = distinct(recorded);
        var byCase = new LinkedHashMap<String, List<CaseEvaluated>>();
        distinct.forEach(result ->
                byCase.computeIfAbsent(result.caseId(), id -> new ArrayList<>()).add(result));
        var known = suite.stream()
                .flatMap(one -> byCase.getOrDefault(one.id(), List.of()).stream())
                .toList();
        double mean = known.isEmpty() ? assumed : (passed(known) + 0.5) / (known.size() + 1);
        var cases = suite.stream()
                .map(one -> ofCase(one, byCase.getOrDefault(one.id(), List.of()), mean))
                .toList();
        var violations = new LinkedHashMap<String, Double>();
        criteria.mustNots().forEach(one -> violations.put(one.id(), share(known, Source.MUST_NOT, one.id())));
        var misses = new LinkedHashMap<String, Double>();
        criteria.mustHaves().forEach(one -> misses.put(one.id(), share(known, Source.MUST_HAVE, one.id())));
        return new Odds(cases, violations, misses, spent(known));
    }

    /** How many cases have recorded outputs. */
    public int recordedCases() {
        return (int) cases.stream().filter(one -> one.recorded() > 0).count();
    }

    private static OfCase ofCase(SuiteCase suiteCase, List<CaseEvaluated> results, double mean) {
        double passes = (passed(results) + SUITE_OUTPUTS * mean) / (results.size() + SUITE_OUTPUTS);
        return new OfCase(suiteCase, passes, results.size());
    }

    private static Collection<CaseEvaluated> distinct(Collection<CaseEvaluated> recorded) {
        var byReply = new LinkedHashMap<String, CaseEvaluated>();
        for (var result : recorded) {
            if (result.outcome() != Outcome.ERROR && result.completion() != null) {
                byReply.put(result.caseId() + " " + result.completion().value(), result);
            }
        }
        return byReply.values();
    }

    /** Of the cases' own assertions; criteria have odds of their own. */
    private static long passed(List<CaseEvaluated> results) {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.PASSED
                        || result.checks().stream()
                                .noneMatch(check -> check.source() == Source.CASE && check.outcome() == Outcome.FAILED))
                .count();
    }

    /** 0 for a criterion that no recorded output was checked by. */
    private static double share(List<CaseEvaluated> results, Source source, String criterion) {
        var checks = results.stream()
                .flatMap(result -> result.checks().stream())
                .filter(check -> check.source() == source && check.id().equals(criterion))
                .toList();
        return checks.isEmpty()
                ? 0
                : (double) checks.stream()
                                .filter(check -> check.outcome() == Outcome.FAILED && !check.disputed())
                                .count()
                        / checks.size();
    }

    private static List<Spent> spent(List<CaseEvaluated> results) {
        return results.stream().map(Odds::spent).filter(Objects::nonNull).toList();
    }

    private static @Nullable Spent spent(CaseEvaluated result) {
        return result.latencyMs() == null
                ? null
                : new Spent(result.latencyMs(), result.costUsd() == null ? BigDecimal.ZERO : result.costUsd());
    }
}
