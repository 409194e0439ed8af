package dev.belay.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.Weakening;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.registry.domain.CriteriaOutcome;
import dev.belay.registry.domain.CriteriaOutcome.Obstacle;
import dev.belay.registry.domain.MergedCases;
import dev.belay.registry.domain.Publication.Accepted;
import dev.belay.registry.domain.SuiteOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a publication.
 *
 * @param change the id of the change that proposes the version
 * @param run the id of the change's first run
 * @param withdrawn older changes of the same author that this one replaces
 */
public record PublicationAnswer(
        Version version, Criteria criteria, Suite suite, String change, String run, List<String> withdrawn) {

    /** @param existing whether the registry had this content already */
    public record Version(int number, Digest digest, boolean existing) {}

    /**
     * @param number of the criteria that hold now
     * @param diff unified, from the registry's to the folder's
     * @param weakens how they demand less than those before
     */
    public record Criteria(
            Outcome outcome,
            int number,
            Digest digest,
            @Nullable String reason,
            @Nullable String diff,
            List<Weakening> weakens) {}

    public enum Outcome {
        @JsonProperty("published")
        PUBLISHED,
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("skipped")
        SKIPPED,
        @JsonProperty("none")
        NONE
    }

    /**
     * @param cases how many the suite has now
     * @param weakened how changed cases demand less than before, the first of them
     * @param added ids of new cases, the first of {@code addedCount}; likewise the other two
     */
    public record Suite(
            int number,
            Digest digest,
            int cases,
            List<String> added,
            int addedCount,
            List<String> changed,
            int changedCount,
            List<String> weakened,
            List<SkippedCase> skipped,
            int skippedCount) {

        static Suite of(SuiteOutcome suite) {
            var merged = suite.merged();
            return new Suite(
                    suite.number(),
                    suite.digest(),
                    suite.cases(),
                    merged.added().first(),
                    merged.added().count(),
                    merged.changed().first(),
                    merged.changed().count(),
                    merged.weakened().first(),
                    merged.skipped().first().stream().map(SkippedCase::of).toList(),
                    merged.skipped().count());
        }
    }

    /** @param diff unified, from the registry's to the folder's */
    public record SkippedCase(String id, String reason, String diff) {

        static SkippedCase of(MergedCases.SkippedCase skipped) {
            return new SkippedCase(
                    skipped.sent().id(), skipped.reason(), DocumentText.diff(skipped.current(), skipped.sent()));
        }
    }

    static PublicationAnswer of(Accepted accepted) {
        return new PublicationAnswer(
                new Version(accepted.version().number(), accepted.version().digest(), accepted.existing()),
                criteria(accepted.criteria(), accepted.weakens()),
                Suite.of(accepted.suite()),
                accepted.change().change(),
                RunControlEvent.runId(accepted.change().change(), 1),
                accepted.withdrawn());
    }

    private static Criteria criteria(CriteriaOutcome outcome, List<Weakening> weakens) {
        return switch (outcome) {
            case CriteriaOutcome.Published(var number, var digest, var document) ->
                new Criteria(Outcome.PUBLISHED, number, digest, null, null, weakens);
            case CriteriaOutcome.Unchanged(var current) ->
                new Criteria(Outcome.UNCHANGED, current.number(), current.digest(), null, null, weakens);
            case CriteriaOutcome.Skipped(var current, var sent, var obstacle) ->
                new Criteria(
                        Outcome.SKIPPED,
                        current.number(),
                        current.digest(),
                        reason(obstacle, current.document().owner()),
                        DocumentText.diff(current.document(), sent),
                        weakens);
            case CriteriaOutcome.NotSent(var current) ->
                new Criteria(Outcome.NONE, current.number(), current.digest(), null, null, weakens);
            case CriteriaOutcome.Missing missing ->
                throw new IllegalStateException("a publication without criteria was accepted");
            case CriteriaOutcome.NotByPm notByPm ->
                throw new IllegalStateException("first criteria that no PM sent were accepted");
        };
    }

    private static String reason(Obstacle obstacle, String owner) {
        return switch (obstacle) {
            case NOT_A_PM -> "only a PM publishes criteria; " + owner + " owns these";
            case REGISTRY_MOVED_ON -> "the registry moved on since the folder was pulled: run `belay pull`";
        };
    }
}
