package dev.belay.contracts.run;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import java.util.ArrayList;
import java.util.List;

/**
 * The tasks that a run needs, a pure function of the attempt and its suite: the planner issues them, the gate knows by
 * them what is missing, and neither asks the other.
 */
public final class RunPlan {

    private RunPlan() {}

    /** The candidate before the baseline, so that a first violation is found early and saves the rest. */
    public static List<EvalTask> of(RunOpened run, SuiteDocument suite) {
        var tasks = new ArrayList<EvalTask>();
        for (var evalCase : suite.cases()) {
            for (int sample = 0; sample < run.samples(); sample++) {
                tasks.add(task(run, Subject.CANDIDATE, run.candidate(), evalCase, sample));
            }
        }
        if (run.baseline() != null) {
            for (var evalCase : suite.cases()) {
                for (int sample = 0; sample < run.samples(); sample++) {
                    tasks.add(task(run, Subject.BASELINE, run.baseline(), evalCase, sample));
                }
            }
        }
        return List.copyOf(tasks);
    }

    private static EvalTask task(
            RunOpened run, Subject subject, VersionRef version, SuiteDocument.Case evalCase, int sample) {
        var id = CanonicalJson.of(
                        new TaskIdentity(
                                run.run(),
                                run.stage(),
                                subject,
                                version.digest(),
                                run.criteria(),
                                evalCase.id(),
                                digestOf(evalCase),
                                sample),
                        EventJson.mapper())
                .digest();
        return new EvalTask(
                id,
                run.run(),
                run.prompt(),
                subject,
                version.digest(),
                run.criteria(),
                run.suite(),
                evalCase.id(),
                sample,
                run.epoch());
    }

    private static Digest digestOf(SuiteDocument.Case evalCase) {
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
            int sample) {}
}
