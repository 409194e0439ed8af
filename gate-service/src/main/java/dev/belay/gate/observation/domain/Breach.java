package dev.belay.gate.observation.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Answer;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether violations of what is live are too many. */
public sealed interface Breach {

    /** Evidence that an event names; the rest can be searched. */
    int MOST_OUTPUTS = 10;

    /** @param why in words, for the log */
    record None(String why) implements Breach {}

    /**
     * @param outputs digests of the newest violating outputs, the newest first
     * @param reason why nothing is rolled back by itself; absent where it is
     */
    record Reached(
            List<String> violated,
            int observations,
            int sources,
            List<Digest> outputs,
            int limit,
            Answer answer,
            @Nullable String reason,
            Instant detectedAt)
            implements Breach {

        public Reached {
            violated = List.copyOf(violated);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * What is live in an environment.
     *
     * @param restored whether a rollback made it live: such a version is never rolled back by itself
     */
    record Standing(long number, boolean restored) {}

    /**
     * @param number that produced the violations
     * @param live what is live there now; absent where nothing is known to be
     * @param policy absent where the criteria say nothing of it
     * @param violations of that number, each observation once
     */
    static Breach of(
            long number,
            @Nullable Standing live,
            @Nullable LivePolicy policy,
            List<Violation> violations,
            Instant now) {
        if (policy == null) {
            return new None("the criteria set no limit (live:)");
        }
        if (live == null || live.number() != number) {
            return new None("deployment " + number + " is not what is live");
        }
        var from = now.minus(policy.withinOrDefault());
        var counting = violations.stream()
                .filter(violation -> violation.number() == number)
                .filter(violation -> !violation.observedAt().isBefore(from))
                .sorted(Comparator.comparing(Violation::observedAt).reversed())
                .toList();
        int limit = policy.rollBackAtOrDefault();
        if (counting.size() < limit) {
            return new None(counting.size() + " of " + limit + " in the last "
                    + policy.withinOrDefault().toSeconds() + " s");
        }
        return reached(counting, limit, live.restored());
    }

    private static Breach reached(List<Violation> counting, int limit, boolean restored) {
        int sources = (int) counting.stream().map(Violation::source).distinct().count();
        boolean trusted = counting.stream().anyMatch(Violation::trusted);
        var reason = restored
                ? "a rollback made this version live, and a rollback is never rolled back by itself"
                : sources < 2 && !trusted
                        ? "one source alone, and none that is trusted (belay key create --for trusted)"
                        : null;
        return new Reached(
                counting.stream()
                        .flatMap(violation -> violation.violated().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                counting.size(),
                sources,
                counting.stream()
                        .map(Violation::output)
                        .distinct()
                        .limit(MOST_OUTPUTS)
                        .toList(),
                limit,
                reason == null ? Answer.ROLL_BACK : Answer.WARN,
                reason,
                counting.getFirst().observedAt());
    }
}
