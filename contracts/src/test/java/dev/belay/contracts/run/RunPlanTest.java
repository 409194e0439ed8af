package dev.belay.contracts.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunPlanTest {

    private static final VersionRef CANDIDATE = new VersionRef(2, Digest.of("two"));
    private static final VersionRef BASELINE = new VersionRef(1, Digest.of("one"));

    private final SuiteDocument suite = new SuiteDocument(List.of(evalCase("b"), evalCase("a")));

    @Test
    void everyCaseAndSampleOfBothSubjectsIsExpectedOnce() {
        var tasks = tasks(run(BASELINE, 3), suite);

        assertThat(tasks).hasSize(2 * 2 * 3);
        assertThat(new HashSet<>(tasks.stream().map(EvalTask::task).toList())).hasSize(12);
        assertThat(tasks.subList(0, 6)).allMatch(task -> task.subject() == Subject.CANDIDATE);
    }

    @Test
    void aFirstVersionIsComparedWithNothing() {
        assertThat(tasks(run(null, 1), suite))
                .hasSize(2)
                .allMatch(task -> task.version().equals(CANDIDATE.digest()));
    }

    @Test
    void whoeverComputesItComputesTheSame() {
        var other = new SuiteDocument(List.of(evalCase("a"), evalCase("b")));

        assertThat(tasks(run(BASELINE, 2), other)).isEqualTo(tasks(run(BASELINE, 2), suite));
    }

    @Test
    void anotherContentOfACaseIsAnotherTask() {
        var edited = new SuiteDocument(List.of(
                evalCase("a"), new SuiteDocument.Case("b", null, Map.of(), null, null, "incident 7", null, null)));

        assertThat(ids(edited)).doesNotContainSequence(ids(suite)).hasSize(2);
        assertThat(ids(edited).get(0)).isEqualTo(ids(suite).get(0));
        assertThat(ids(edited).get(1)).isNotEqualTo(ids(suite).get(1));
    }

    @Test
    void anExtensionAsksForMoreOfItsCasesAndKnowsWhatThereIs() {
        var run = run(BASELINE, 2);
        var extended = new RunPlan(new RunExtended(run.run(), run, 2, List.of("b"), 3));

        var tasks = suite.cases().stream()
                .flatMap(evalCase -> extended.next(evalCase).stream())
                .map(PlannedTask::task)
                .toList();

        assertThat(tasks).hasSize(6).allMatch(task -> task.caseId().equals("b"));
        assertThat(tasks).filteredOn(task -> task.sample() < 2).isSubsetOf(tasks(run, suite));
        var every = new RunPlan(new RunExtended(run.run(), run, 2, List.of(), 3));
        assertThat(suite.cases()).flatMap(every::next).hasSize(12);
    }

    @Test
    void whatARollbackLeftIsAskedOnCasesOfIncidentsAloneAndChangesNoOtherTask() {
        var incidents = new SuiteDocument(List.of(
                evalCase("a"),
                new SuiteDocument.Case("b", null, Map.of(), null, null, "incident 7", null, null),
                new SuiteDocument.Case("c", null, Map.of(), null, null, "incidental", null, null)));
        var plain = run(BASELINE, 2);
        var left = new VersionRef(3, Digest.of("left"));
        var after = new RunOpened(
                plain.run(),
                plain.change(),
                plain.attempt(),
                plain.prompt(),
                plain.candidate(),
                plain.baseline(),
                plain.baselineDeployment(),
                plain.criteria(),
                plain.suite(),
                plain.stage(),
                plain.samples(),
                plain.epoch(),
                plain.budgetUsd(),
                plain.deadline(),
                left);

        var tasks = tasks(after, incidents);

        assertThat(tasks).startsWith(tasks(plain, incidents).toArray(EvalTask[]::new));
        assertThat(tasks.subList(12, tasks.size())).hasSize(2).allSatisfy(task -> {
            assertThat(task.subject()).isEqualTo(Subject.HELD);
            assertThat(task.version()).isEqualTo(left.digest());
            assertThat(task.caseId()).isEqualTo("b");
        });
    }

    @Test
    void aTaskIsOfTheCaseThatItWasPlannedFrom() {
        var edited = new SuiteDocument.Case("a", null, Map.of(), null, null, "incident 7", null, null);

        for (var task : tasks(run(BASELINE, 2), suite)) {
            assertThat(RunPlan.isOf(task, evalCase(task.caseId()))).isTrue();
            assertThat(RunPlan.isOf(task, edited)).isFalse();
        }
    }

    private static List<Digest> ids(SuiteDocument suite) {
        return tasks(run(null, 1), suite).stream().map(EvalTask::task).toList();
    }

    /** In the order of their places, which are all different. */
    private static List<EvalTask> tasks(RunOpened run, SuiteDocument suite) {
        var plan = new RunPlan(run);
        var byPlace = suite.cases().stream()
                .flatMap(evalCase -> plan.next(evalCase).stream())
                .collect(Collectors.toMap(
                        PlannedTask::place, PlannedTask::task, (a, b) -> fail("one place twice"), TreeMap::new));
        assertThat(plan.cases()).isEqualTo(suite.cases().size());
        return List.copyOf(byPlace.values());
    }

    private static SuiteDocument.Case evalCase(String id) {
        return new SuiteDocument.Case(id, null, Map.of(), null, null, null, null, null);
    }

    private static RunOpened run(VersionRef baseline, int samples) {
        return new RunOpened(
                "ch-0123456789.1",
                "ch-0123456789",
                1,
                "care/visit-summary",
                CANDIDATE,
                baseline,
                4,
                Digest.of("criteria"),
                Digest.of("suite"),
                1,
                samples,
                1,
                new BigDecimal("5"),
                Instant.parse("2026-11-22T10:15:30Z"));
    }
}
