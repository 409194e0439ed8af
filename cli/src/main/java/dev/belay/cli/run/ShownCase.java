package dev.belay.cli.run;

import dev.belay.cli.api.CaseResult;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A case of the suite with what the candidate's output came to, and the baseline's beside it. A side without an outcome
 * was cancelled, or is still to come.
 *
 * @param index place in the suite, which is sorted by id
 * @param vars digest of the canonical JSON of the case's variables
 * @param outcome of the candidate
 * @param checks of the candidate: one for every criterion and every assertion of the case
 */
public record ShownCase(
        String id,
        int index,
        @Nullable String description,
        Digest vars,
        @Nullable String from,
        @Nullable String failureMode,
        CaseEvaluated.@Nullable Outcome outcome,
        List<CaseEvaluated.Check> checks,
        CaseEvaluated.@Nullable Fault error,
        @Nullable Digest completion,
        @Nullable Long latencyMs,
        @Nullable BigDecimal costUsd,
        @Nullable Side baseline) {

    public record Side(
            CaseEvaluated.Outcome outcome,
            List<CaseEvaluated.Check> checks,
            CaseEvaluated.@Nullable Fault error,
            @Nullable Digest completion) {}

    static List<ShownCase> of(SuiteDocument suite, Collection<CaseResult> results) {
        var candidates = newest(results, Subject.CANDIDATE);
        var baselines = newest(results, Subject.BASELINE);
        var shown = new ArrayList<ShownCase>();
        for (var one : suite.cases()) {
            shown.add(of(one, shown.size(), candidates.get(one.id()), side(baselines.get(one.id()))));
        }
        return List.copyOf(shown);
    }

    private static ShownCase of(
            SuiteDocument.Case one, int index, @Nullable CaseEvaluated result, @Nullable Side baseline) {
        return new ShownCase(
                one.id(),
                index,
                one.description(),
                CanonicalJson.of(one.vars(), EventJson.mapper()).digest(),
                one.from(),
                one.failureMode(),
                result == null ? null : result.outcome(),
                result == null ? List.of() : result.checks(),
                result == null ? null : result.error(),
                result == null ? null : result.completion(),
                result == null ? null : result.latencyMs(),
                result == null ? null : result.costUsd(),
                baseline);
    }

    private static @Nullable Side side(@Nullable CaseEvaluated result) {
        return result == null ? null : new Side(result.outcome(), result.checks(), result.error(), result.completion());
    }

    /** A retry may have replaced an error. */
    private static Map<String, CaseEvaluated> newest(Collection<CaseResult> results, Subject subject) {
        return results.stream()
                .map(CaseResult::evaluated)
                .filter(result -> result.subject() == subject)
                .collect(Collectors.toMap(
                        CaseEvaluated::caseId, result -> result, (older, newer) -> newer, TreeMap::new));
    }
}
