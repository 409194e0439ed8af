package dev.belay.gate;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A prompt of its own for one test, with criteria, a suite of {@code cases} cases, and versions. */
final class Scene {

    final String prompt;
    final FakeRegistry registry;
    final SuiteDocument suite;
    final Digest criteriaDigest;
    final Digest suiteDigest;

    /** Of the changes that are proposed. */
    boolean whole;

    Scene(String name, FakeRegistry registry, int cases) {
        this(name, registry, cases, null);
    }

    Scene(String name, FakeRegistry registry, int cases, @Nullable Regression regression) {
        this(name, registry, cases, regression, 0);
    }

    /** @param incidents cases {@code incident-0}, {@code incident-1}, … beside the others */
    Scene(String name, FakeRegistry registry, int cases, @Nullable Regression regression, int incidents) {
        this.prompt = name.contains("/") ? name : "care/" + name;
        this.registry = registry;
        this.suite = new SuiteDocument(Stream.concat(
                        IntStream.range(0, cases).mapToObj(i -> evalCase("case-" + i, name + " " + i, "synthetic")),
                        IntStream.range(0, incidents)
                                .mapToObj(i -> evalCase("incident-" + i, name + " went wrong " + i, "incident 4711")))
                .toList());
        var criteria = new CriteriaDocument(
                "pm@care.example",
                List.of(new MustHave("cites", "cites its note", assertion("["), null)),
                List.of(new MustNot("drug", "names a drug", List.of("ibuprofen"), null, assertion("ibuprofen"))),
                regression == null ? 0.9 : 0.0,
                null,
                null,
                regression == null ? Regression.STRICT : regression);
        this.criteriaDigest = registry.put(criteria);
        this.suiteDigest = registry.put(suite);
    }

    private static SuiteDocument.Case evalCase(String id, String note, String from) {
        return new SuiteDocument.Case(id, null, Map.of("note", TextNode.valueOf(note)), null, null, from, null, null);
    }

    private static Assertion assertion(String value) {
        return new Assertion("contains", TextNode.valueOf(value), null, null, null);
    }

    VersionRef version(int number) {
        return version(number, "version " + number);
    }

    VersionRef version(int number, String says) {
        var document = new PromptDocument(
                prompt,
                null,
                new Model("simulated", "demo", null, null, null, null, null),
                List.of(new Message(Role.SYSTEM, says)),
                null,
                null);
        return new VersionRef(number, registry.put(document));
    }

    /** @param parent what it was made from */
    VersionPublished published(int number, @Nullable Integer parent) {
        return new VersionPublished(
                prompt, version(number), parent == null ? null : version(parent).digest(), "dev@care.example");
    }

    CriteriaPublished criteriaPublished() {
        return new CriteriaPublished(prompt, 1, criteriaDigest, "pm@care.example", "pm@care.example");
    }

    SuitePublished suitePublished() {
        return new SuitePublished(prompt, 1, suiteDigest, suite.cases().size(), "dev@care.example");
    }

    ChangeProposed proposed(String change, int candidate, boolean check) {
        return proposed(change, candidate, check, Set.of());
    }

    ChangeProposed proposed(String change, int candidate, boolean check, Set<Aspect> aspects) {
        return proposed(change, version(candidate), check, aspects);
    }

    ChangeProposed proposed(String change, VersionRef candidate, boolean check, Set<Aspect> aspects) {
        return new ChangeProposed(
                prompt,
                change,
                candidate,
                null,
                criteriaDigest,
                suiteDigest,
                "dev@care.example",
                "version " + candidate.number(),
                aspects,
                check,
                new BigDecimal("2"),
                null,
                null,
                whole ? true : null);
    }

    List<EvalTask> tasks(RunOpened run) {
        return tasks(new RunPlan(run));
    }

    List<EvalTask> tasks(RunExtended extended) {
        return tasks(new RunPlan(extended));
    }

    private List<EvalTask> tasks(RunPlan plan) {
        return suite.cases().stream()
                .flatMap(evalCase -> plan.next(evalCase).stream())
                .sorted(Comparator.comparingInt(PlannedTask::place))
                .map(PlannedTask::task)
                .toList();
    }

    CaseEvaluated passed(EvalTask task) {
        return result(task, Outcome.PASSED, Outcome.PASSED);
    }

    /** For a reason of the case's own. */
    CaseEvaluated failing(EvalTask task) {
        return result(task, Outcome.FAILED, Outcome.PASSED);
    }

    CaseEvaluated violating(EvalTask task) {
        return result(task, Outcome.FAILED, Outcome.FAILED);
    }

    CaseEvaluated uncited(EvalTask task) {
        return result(task, Outcome.FAILED, Outcome.FAILED, Outcome.PASSED);
    }

    CaseEvaluated errored(EvalTask task) {
        return new CaseEvaluated(
                task.task(),
                task.run(),
                prompt,
                task.subject(),
                task.caseId(),
                task.sample(),
                Outcome.ERROR,
                List.of(),
                new Fault("timeout", "no reply in 60 s"),
                null,
                null,
                null,
                null,
                null,
                false);
    }

    private CaseEvaluated result(EvalTask task, Outcome outcome, Outcome mustNot) {
        return result(task, outcome, Outcome.PASSED, mustNot);
    }

    private CaseEvaluated result(EvalTask task, Outcome outcome, Outcome mustHave, Outcome mustNot) {
        return new CaseEvaluated(
                task.task(),
                task.run(),
                prompt,
                task.subject(),
                task.caseId(),
                task.sample(),
                outcome,
                List.of(
                        new Check(
                                Source.MUST_HAVE,
                                "cites",
                                "contains",
                                mustHave,
                                mustHave == Outcome.PASSED ? 1 : 0,
                                null),
                        new Check(
                                Source.MUST_NOT, "drug", "contains", mustNot, mustNot == Outcome.PASSED ? 1 : 0, null)),
                null,
                Digest.of("reply of " + task.task()),
                120L,
                new BigDecimal("0.001"),
                10,
                20,
                true);
    }

    ReleaseApplied applied(String release, long number, int version, String change, Set<Digest> held) {
        var now = Instant.now();
        return new ReleaseApplied(
                prompt,
                "production",
                release,
                number,
                Kind.PROMOTE,
                number,
                version(version),
                null,
                change,
                1,
                held,
                now,
                now);
    }

    ReleaseNotApplied notApplied(String release, long number, String change, Cause cause) {
        return new ReleaseNotApplied(
                prompt, "production", release, 99, Kind.PROMOTE, cause, number, change, 1, "as the deployer says");
    }
}
