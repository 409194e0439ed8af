package dev.belay.contracts.run;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tasks that a run needs, a pure function of the attempt and its suite: the planner issues them, the gate knows by
 * them what is missing, and neither asks the other. Made case by case, so that nobody holds a large suite whole.
 */
public final class RunPlan {

    /**
     * Where the baseline's places begin. The candidate comes first whole, so that a first violation is found early and
     * saves the rest, and how many cases there are is not known while a suite is read.
     */
    private static final int BASELINE = 1 << 30;

    /** Where those of what a rollback left begin, last of all: they are few, and reject nothing. */
    private static final int HELD = BASELINE + (1 << 29);

    /** More than any case has, so that places of later samples lie beside those of the first. */
    private static final int MOST_SAMPLES = 32;

    private final RunOpened run;
    private final Set<String> only;
    private final int samples;
    private int cases;

    /** Of what a run begins with. */
    public RunPlan(RunOpened run) {
        this(run, Set.of(), run.samples());
    }

    /** Of what an extension asks for, with what there is already under the same ids. */
    public RunPlan(RunExtended extended) {
        this(extended.opened(), Set.copyOf(extended.cases()), extended.samples());
    }

    private RunPlan(RunOpened run, Set<String> only, int samples) {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples: " + samples + " (expected: 1 to " + MOST_SAMPLES + ")");
        }
        this.run = run;
        this.only = only;
        this.samples = samples;
    }

    /** The tasks of the next case, to be called for each case in the suite's order. */
    public List<PlannedTask> next(Case evalCase) {
        int first = Math.multiplyExact(cases++, MOST_SAMPLES);
        if (!only.isEmpty() && !only.contains(evalCase.id())) {
            return List.of();
        }
        var content = digestOf(evalCase);
        var tasks = new ArrayList<PlannedTask>();
        for (int sample = 0; sample < samples; sample++) {
            tasks.add(planned(first + sample, Subject.CANDIDATE, run.candidate(), evalCase.id(), content, sample));
            if (run.baseline() != null) {
                int place = BASELINE + first + sample;
                tasks.add(planned(place, Subject.BASELINE, run.baseline(), evalCase.id(), content, sample));
            }
            if (run.held() != null && evalCase.standsForAnIncident()) {
                int place = HELD + first + sample;
                tasks.add(planned(place, Subject.HELD, run.held(), evalCase.id(), content, sample));
            }
        }
        return List.copyOf(tasks);
    }

    /** How many cases there were so far. */
    public int cases() {
        return cases;
    }

    /** Whether {@code evalCase} is what {@code task} was planned from, as its id says. */
    public static boolean isOf(EvalTask task, Case evalCase) {
        var identity = new TaskIdentity(
                task.run(),
                task.stage(),
                task.subject(),
                task.version(),
                task.criteria(),
                evalCase.id(),
                digestOf(evalCase),
                task.sample());
        return identity.digest().equals(task.task());
    }

    private PlannedTask planned(
            int place, Subject subject, VersionRef version, String caseId, Digest content, int sample) {
        var identity = new TaskIdentity(
                run.run(), run.stage(), subject, version.digest(), run.criteria(), caseId, content, sample);
        var task = new EvalTask(
                identity.digest(),
                run.run(),
                run.prompt(),
                subject,
                version.digest(),
                run.criteria(),
                run.suite(),
                caseId,
                run.stage(),
                sample,
                run.epoch());
        return new PlannedTask(place, task);
    }

    private static Digest digestOf(Case evalCase) {
        return CanonicalJson.of(evalCase, EventJson.mapper()).digest();
    }

    private record TaskIdentity(
            String run,
            int stage,
            Subject subject,
            Digest version,
            Digest criteria,
            String caseId,
            Digest content,
            int sample) {

        Digest digest() {
            return CanonicalJson.of(this, EventJson.mapper()).digest();
        }
    }
}
