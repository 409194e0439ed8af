package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.RunPlan;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.util.ArrayList;
import java.util.List;

/** What a run is to measure, put on record while its suite is read. */
final class Expected {

    /** Tasks that are put on record at once. */
    private static final int BATCH = 1000;

    private final ResultStore results;
    private final RunPlan plan;
    private final List<SuiteCase> cases = new ArrayList<>();
    private final List<PlannedTask> batch = new ArrayList<>();
    private int tasks;

    Expected(RunPlan plan, ResultStore results) {
        this.results = results;
        this.plan = plan;
    }

    void add(Case evalCase) {
        cases.add(new SuiteCase(evalCase.id(), evalCase.failureMode(), evalCase.standsForAnIncident()));
        batch.addAll(plan.next(evalCase));
        if (batch.size() >= BATCH) {
            record();
        }
    }

    List<SuiteCase> cases() {
        return cases;
    }

    /** After the last case: how many tasks were not there before. */
    int end() {
        record();
        return tasks;
    }

    private void record() {
        if (batch.isEmpty()) {
            return;
        }
        tasks += results.expect(batch);
        batch.clear();
    }
}
