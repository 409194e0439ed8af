package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.gate.decision.domain.people.People;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what a decision is made from. Equal evidence gives equal inputs, in whatever order and however often its
 * results arrived, so the digest of their canonical JSON names the decision's ground for ever. Carries no output.
 *
 * @param ruleSet which version of the rules decides
 * @param asOf when it is decided
 * @param live what is live at {@code asOf}; absent when nothing is
 * @param extensions what the run asked for beyond its beginning; absent when nothing
 * @param people absent where the rule set asks nobody
 * @param together the other changes with which it is decided, all or none; absent when alone
 * @param rolledBack the rollback that asks something of it; absent where none does
 * @param heldResults of what that rollback took back, on the cases of incidents; absent where there are none
 */
public record Inputs(
        String ruleSet,
        Instant asOf,
        Proposal change,
        CriteriaDocument criteria,
        List<SuiteCase> suite,
        List<CaseEvaluated> candidateResults,
        List<CaseEvaluated> baselineResults,
        @Nullable Live live,
        @Nullable List<Extension> extensions,
        @Nullable People people,
        @Nullable List<Member> together,
        @Nullable RolledBack rolledBack,
        @Nullable List<CaseEvaluated> heldResults) {

    /** Decided alone, after no rollback. */
    public Inputs(
            String ruleSet,
            Instant asOf,
            Proposal change,
            CriteriaDocument criteria,
            List<SuiteCase> suite,
            List<CaseEvaluated> candidateResults,
            List<CaseEvaluated> baselineResults,
            @Nullable Live live,
            @Nullable List<Extension> extensions,
            @Nullable People people) {
        this(
                ruleSet,
                asOf,
                change,
                criteria,
                suite,
                candidateResults,
                baselineResults,
                live,
                extensions,
                people,
                null,
                null,
                null);
    }

    public Inputs {
        together = together == null || together.isEmpty() ? null : List.copyOf(together);
        extensions = extensions == null || extensions.isEmpty() ? null : List.copyOf(extensions);
        suite = suite.stream().sorted(Comparator.comparing(SuiteCase::id)).toList();
        candidateResults = oneEach(candidateResults);
        baselineResults = oneEach(baselineResults);
        heldResults = heldResults == null || heldResults.isEmpty() ? null : oneEach(heldResults);
    }

    /**
     * @param baselineDeployment number of the deployment that the attempt is decided against, 0 for none
     * @param samples per case and side
     * @param budgetUsd what the run may cost at most, US dollars
     * @param whole whether every output is waited for, even when none can change the verdict any more; absent for no, so
     *     that inputs from before it could be asked for keep their digest
     */
    public record Proposal(
            String prompt,
            String change,
            int attempt,
            VersionRef candidate,
            @Nullable VersionRef baseline,
            long baselineDeployment,
            Digest criteria,
            Digest suite,
            int samples,
            boolean check,
            BigDecimal budgetUsd,
            @Nullable Boolean whole) {

        public Proposal {
            whole = Boolean.TRUE.equals(whole) ? true : null;
        }

        boolean mayStopEarly() {
            return whole == null;
        }
    }

    /**
     * What the rules need of a case; what its variables say stays in the registry.
     *
     * @param incident true for one of an incident, absent for every other
     */
    public record SuiteCase(
            String id,
            @Nullable String failureMode,
            @Nullable Boolean incident) {

        public SuiteCase {
            incident = Boolean.TRUE.equals(incident) ? true : null;
        }

        /** Of no incident. */
        public SuiteCase(String id, @Nullable String failureMode) {
            this(id, failureMode, null);
        }

        boolean isOfAnIncident() {
            return incident != null;
        }
    }

    public record Live(long number, VersionRef version) {}

    /** The same, decided with others. */
    public Inputs with(List<Member> others) {
        return new Inputs(
                ruleSet,
                asOf,
                change,
                criteria,
                suite,
                candidateResults,
                baselineResults,
                live,
                extensions,
                people,
                others,
                rolledBack,
                heldResults);
    }

    /** The same, after a rollback. */
    public Inputs after(@Nullable RolledBack rollback, List<CaseEvaluated> ofWhatItTookBack) {
        return new Inputs(
                ruleSet,
                asOf,
                change,
                criteria,
                suite,
                candidateResults,
                baselineResults,
                live,
                extensions,
                people,
                together,
                rollback,
                ofWhatItTookBack);
    }

    List<CaseEvaluated> heldResultsOrNone() {
        return heldResults == null ? List.of() : heldResults;
    }

    List<Member> others() {
        return together == null ? List.of() : together;
    }

    /** Whether all that is missing is that others come as far, which passes by itself. */
    public boolean waitsForOthersAlone() {
        return TogetherRule.passesByItself(others());
    }

    SamplePlan samples() {
        return SamplePlan.of(change.samples(), extensions == null ? List.of() : extensions);
    }

    public long liveNumber() {
        return live == null ? 0 : live.number();
    }

    /** Of several results of a task the first in {@link #PRECEDENCE}: an error gives way, and a pass to a fail. */
    private static List<CaseEvaluated> oneEach(Collection<CaseEvaluated> results) {
        var byTask = new TreeMap<Digest, CaseEvaluated>();
        for (var result : results) {
            byTask.merge(result.task(), result, (a, b) -> PRECEDENCE.compare(a, b) <= 0 ? a : b);
        }
        return List.copyOf(byTask.values());
    }

    private static final Comparator<CaseEvaluated> PRECEDENCE = Comparator.<CaseEvaluated>comparingInt(
                    result -> switch (result.outcome()) {
                        case FAILED -> 0;
                        case PASSED -> 1;
                        case ERROR -> 2;
                    })
            .thenComparing(CaseEvaluated::toString);
}
