package dev.belay.worker.plan.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * Which tasks are issued next.
 *
 * @param window how many tasks of one run may be outstanding
 * @param lease after which a task without a result is issued again; longer than a call may take
 * @param maxIssues after that many a task is given up
 */
public record IssuePolicy(int window, Duration lease, int maxIssues) {

    public IssuePolicy {
        if (window < 1) {
            throw new IllegalArgumentException("window: " + window + " (expected: >= 1)");
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: " + lease + " (expected: > 0)");
        }
        if (maxIssues < 1) {
            throw new IllegalArgumentException("max-issues: " + maxIssues + " (expected: >= 1)");
        }
    }

    /**
     * A window is filled up again when a quarter of it is free, and not for each task that leaves it: looking at a run costs
     * as much for one task as for many. What is still outstanding keeps the executors busy meanwhile.
     */
    public int refillAt() {
        return window - window / 4;
    }

    /** Tasks that end in one instance between two looks: of few instances, far less than what makes a look worth it. */
    public int looksEvery() {
        return Math.max(1, window / 16);
    }

    /**
     * The steps in the order in which they are taken: one of each run, then the next of each, so that a run of ten
     * thousand cases does not stand before a run of ten. The run with the fewest outstanding comes first.
     */
    public List<Step> next(List<OpenRun> runs, QueueFront front, Instant now) {
        var queues = runs.stream()
                .sorted(Comparator.comparingInt(OpenRun::outstanding).thenComparing(OpenRun::run))
                .map(run -> stepsOf(run, front, now))
                .toList();
        return interleave(queues);
    }

    private Queue<Step> stepsOf(OpenRun run, QueueFront front, Instant now) {
        var steps = new ArrayDeque<Step>();
        int free = window - run.outstanding();
        for (var task : run.suspects()) {
            if (!task.isOverdue(lease, front, now)) {
                continue;
            }
            if (task.issues() >= maxIssues) {
                steps.add(new Step.GiveUp(task.task(), task.issues()));
                free++;
            } else {
                steps.add(new Step.Issue(task.task()));
            }
        }
        run.pending().stream().limit(Math.max(free, 0)).map(Step.Issue::new).forEach(steps::add);
        return steps;
    }

    private static List<Step> interleave(List<? extends Queue<Step>> queues) {
        var steps = new ArrayList<Step>();
        boolean more = true;
        while (more) {
            more = false;
            for (var queue : queues) {
                var step = queue.poll();
                if (step != null) {
                    steps.add(step);
                    more = true;
                }
            }
        }
        return List.copyOf(steps);
    }
}
