package dev.belay.contracts.run;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code belay.run-control}, keyed by run: how the gate starts and stops planners. */
public sealed interface RunControlEvent extends Event {

    String run();

    @Override
    default String key() {
        return run();
    }

    /**
     * An attempt of a change is evaluated. The gate opens attempts, since only it knows what each is decided against.
     *
     * @param run {@code CHANGE.ATTEMPT}
     * @param baseline what is live; absent for a prompt of which nothing is
     * @param baselineDeployment the deployment number of the baseline, 0 when nothing was ever live
     * @param stage stages ask for more samples than the one before; the first is 1
     * @param samples per case and subject
     * @param epoch ledger epoch: recorded completions of the same one may be used
     * @param deadline after it, what is missing counts as {@code error}
     * @param held the version that a rollback left, evaluated on the cases of incidents; absent unless that matters
     */
    @EventType("dev.belay.run.opened.v1")
    record RunOpened(
            String run,
            String change,
            int attempt,
            String prompt,
            VersionRef candidate,
            @Nullable VersionRef baseline,
            long baselineDeployment,
            Digest criteria,
            Digest suite,
            int stage,
            int samples,
            int epoch,
            BigDecimal budgetUsd,
            Instant deadline,
            @Nullable VersionRef held)
            implements RunControlEvent {

        /** After no rollback. */
        public RunOpened(
                String run,
                String change,
                int attempt,
                String prompt,
                VersionRef candidate,
                @Nullable VersionRef baseline,
                long baselineDeployment,
                Digest criteria,
                Digest suite,
                int stage,
                int samples,
                int epoch,
                BigDecimal budgetUsd,
                Instant deadline) {
            this(
                    run,
                    change,
                    attempt,
                    prompt,
                    candidate,
                    baseline,
                    baselineDeployment,
                    criteria,
                    suite,
                    stage,
                    samples,
                    epoch,
                    budgetUsd,
                    deadline,
                    null);
        }

        public RunOpened with(BigDecimal newBudgetUsd, Instant newDeadline) {
            return new RunOpened(
                    run,
                    change,
                    attempt,
                    prompt,
                    candidate,
                    baseline,
                    baselineDeployment,
                    criteria,
                    suite,
                    stage,
                    samples,
                    epoch,
                    newBudgetUsd,
                    newDeadline,
                    held);
        }
    }

    /** Nothing more is needed: decided early, withdrawn, or past its deadline. Tasks under way may still finish. */
    @EventType("dev.belay.run.cancelled.v1")
    record RunCancelled(String run, String reason) implements RunControlEvent {}

    /**
     * What errored is asked again, on its own; what was measured stays. Comes after the run's end.
     *
     * @param retry counts from 1
     * @param budgetUsd the run's ceiling from now on, with what it has spent
     * @param deadline the run's from now on
     */
    @EventType("dev.belay.run.retried.v1")
    record RunRetried(String run, int retry, BigDecimal budgetUsd, Instant deadline) implements RunControlEvent {}

    /**
     * More outputs of some cases are asked for. Comes when all that was asked before has its result.
     *
     * @param opened as the run was opened
     * @param stage counts on from the opening's
     * @param cases every one of the suite when empty
     * @param samples of each of them from now on, those that there are included
     */
    @EventType("dev.belay.run.extended.v1")
    record RunExtended(String run, RunOpened opened, int stage, List<String> cases, int samples)
            implements RunControlEvent {

        public RunExtended {
            cases = List.copyOf(cases);
        }
    }

    /** Nothing more of it is issued until it is resumed; its deadline does not count meanwhile. */
    @EventType("dev.belay.run.paused.v1")
    record RunPaused(String run, String by, String reason) implements RunControlEvent {}

    /** @param deadline the run's from now on */
    @EventType("dev.belay.run.resumed.v1")
    record RunResumed(String run, Instant deadline) implements RunControlEvent {}

    static String runId(String change, int attempt) {
        return change + "." + attempt;
    }
}
