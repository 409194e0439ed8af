package dev.belay.gate.decision.domain;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Ceilings;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs.Live;
import dev.belay.gate.decision.domain.Inputs.Proposal;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.People;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A run to decide: criteria with one must-have {@code cites} and one must-not {@code drug} unless told otherwise. */
final class RunFixture {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final MustHave CITES = mustHave("cites", null);
    static final MustNot DRUG = new MustNot("drug", "names a drug", List.of("ibuprofen"), null, assertion());

    private final List<SuiteCase> suite = new ArrayList<>();
    private final List<CaseEvaluated> candidate = new ArrayList<>();
    private final List<CaseEvaluated> baseline = new ArrayList<>();
    private CriteriaDocument criteria =
            new CriteriaDocument("pm@care.example", List.of(CITES), List.of(DRUG), null, null, null, Regression.STRICT);
    private boolean compared;
    private final List<Extension> extensions = new ArrayList<>();
    private int samples = 1;
    private long liveNumber;
    private long baselineDeployment;
    private boolean check;
    private boolean whole;
    private RuleSet rules = RuleSet.NEWEST;
    private People people = PeopleFixture.nothingIsAskedAnyMore().build();

    static RunFixture aRun() {
        return new RunFixture();
    }

    static MustHave mustHave(String id, @Nullable Double rate) {
        return new MustHave(id, "says " + id, assertion(), rate);
    }

    private static Assertion assertion() {
        return new Assertion("contains", TextNode.valueOf("x"), null, null, null);
    }

    /** Cases {@code c0}, {@code c1}, … without results. */
    RunFixture withCases(int count) {
        IntStream.range(0, count).forEach(i -> withCase("c" + i, null));
        return this;
    }

    RunFixture withCase(String id, @Nullable String failureMode) {
        suite.add(new SuiteCase(id, failureMode));
        return this;
    }

    RunFixture withIncident(String id) {
        suite.add(new SuiteCase(id, null, true));
        return this;
    }

    RunFixture with(CriteriaDocument replaced) {
        criteria = replaced;
        return this;
    }

    RunFixture withMustHaves(MustHave... mustHaves) {
        criteria = new CriteriaDocument(
                criteria.owner(),
                List.of(mustHaves),
                criteria.mustNot(),
                criteria.passRate(),
                null,
                null,
                Regression.STRICT);
        return this;
    }

    RunFixture withPassRate(double passRate) {
        criteria = new CriteriaDocument(
                criteria.owner(), criteria.mustHave(), criteria.mustNot(), passRate, null, null, Regression.STRICT);
        return this;
    }

    RunFixture withFailureMode(String id, @Nullable Integer minCases) {
        criteria = new CriteriaDocument(
                criteria.owner(),
                criteria.mustHave(),
                criteria.mustNot(),
                0.0,
                List.of(new FailureMode(id, "says", null, minCases)),
                null,
                Regression.STRICT);
        return this;
    }

    RunFixture with(Ceilings ceilings) {
        criteria = new CriteriaDocument(
                criteria.owner(), criteria.mustHave(), criteria.mustNot(), 0.0, null, ceilings, Regression.STRICT);
        return this;
    }

    RunFixture with(People said) {
        people = said;
        return this;
    }

    RunFixture asCheck() {
        check = true;
        return this;
    }

    RunFixture by(RuleSet decided) {
        rules = decided;
        return this;
    }

    /** Every output is waited for. */
    RunFixture whole() {
        whole = true;
        return this;
    }

    RunFixture withSamples(int count) {
        samples = count;
        return this;
    }

    RunFixture extended(Extension extension) {
        extensions.add(extension);
        return this;
    }

    RunFixture withRegression(Regression regression) {
        criteria = new CriteriaDocument(
                criteria.owner(), criteria.mustHave(), criteria.mustNot(), 0.0, null, null, regression);
        return this;
    }

    /** {@code passed} of the next {@code outputs} samples of a case. */
    RunFixture outputs(Subject subject, String caseId, int passed, int outputs) {
        var side = subject == Subject.CANDIDATE ? candidate : baseline;
        int from = (int)
                side.stream().filter(result -> result.caseId().equals(caseId)).count();
        for (int i = 0; i < outputs; i++) {
            side.add(result(subject, caseId, from + i, i < passed ? Outcome.PASSED : Outcome.FAILED));
        }
        return this;
    }

    /** Something is live, as deployment 1, and the run compares with it. */
    RunFixture withBaseline() {
        compared = true;
        liveNumber = 1;
        baselineDeployment = 1;
        return this;
    }

    RunFixture withLive(long number) {
        liveNumber = number;
        return this;
    }

    RunFixture candidate(String caseId, Outcome outcome) {
        return candidate(result(Subject.CANDIDATE, caseId, 0, outcome));
    }

    RunFixture candidate(CaseEvaluated result) {
        candidate.add(result);
        return this;
    }

    RunFixture baseline(String caseId, Outcome outcome) {
        return baseline(result(Subject.BASELINE, caseId, 0, outcome));
    }

    RunFixture baseline(CaseEvaluated result) {
        baseline.add(result);
        return this;
    }

    /** The first {@code passed} cases pass and the rest fail an assertion of their own. */
    RunFixture candidatePasses(int passed) {
        for (int i = 0; i < suite.size(); i++) {
            candidate(suite.get(i).id(), i < passed ? Outcome.PASSED : Outcome.FAILED);
        }
        return this;
    }

    RunFixture baselinePasses(int passed) {
        for (int i = 0; i < suite.size(); i++) {
            baseline(suite.get(i).id(), i < passed ? Outcome.PASSED : Outcome.FAILED);
        }
        return this;
    }

    Inputs inputs() {
        return inputs(candidate, baseline);
    }

    Inputs inputs(List<CaseEvaluated> candidateResults, List<CaseEvaluated> baselineResults) {
        var version = new VersionRef(1, Digest.of("v1"));
        return new Inputs(
                rules.version(),
                NOON,
                new Proposal(
                        "care/visit-summary",
                        "ch-0000000001",
                        1,
                        new VersionRef(2, Digest.of("v2")),
                        compared ? version : null,
                        baselineDeployment,
                        Digest.of("criteria"),
                        Digest.of("suite"),
                        samples,
                        check,
                        new BigDecimal("2.00"),
                        whole),
                criteria,
                suite,
                candidateResults,
                baselineResults,
                liveNumber == 0 ? null : new Live(liveNumber, version),
                extensions,
                people);
    }

    Comparison comparison() {
        return Comparison.of(inputs());
    }

    /** Satisfies {@code cites} and does not violate {@code drug}; fails, if it does, an assertion of its own. */
    static CaseEvaluated result(Subject subject, String caseId, int sample, Outcome outcome) {
        var checks = outcome == Outcome.ERROR
                ? List.<Check>of()
                : List.of(
                        check(Source.MUST_HAVE, "cites", Outcome.PASSED, 1),
                        check(Source.MUST_NOT, "drug", Outcome.PASSED, 1),
                        check(Source.CASE, "0", outcome, outcome == Outcome.PASSED ? 1 : 0));
        var error = outcome == Outcome.ERROR ? new Fault("timeout", "no reply in 60 s") : null;
        return result(subject, caseId, sample, outcome, checks, error, 1000L, new BigDecimal("0.001"));
    }

    /** Does what {@code drug} forbids. */
    static CaseEvaluated violating(Subject subject, String caseId, int sample) {
        var checks = List.of(
                check(Source.MUST_HAVE, "cites", Outcome.PASSED, 1), check(Source.MUST_NOT, "drug", Outcome.FAILED, 0));
        return result(subject, caseId, sample, Outcome.FAILED, checks, null, 1000L, new BigDecimal("0.001"));
    }

    static CaseEvaluated result(
            Subject subject,
            String caseId,
            int sample,
            Outcome outcome,
            List<Check> checks,
            @Nullable Fault error,
            @Nullable Long latencyMs,
            @Nullable BigDecimal costUsd) {
        return new CaseEvaluated(
                Digest.of(subject + caseId + sample),
                "ch-0000000001.1",
                "care/visit-summary",
                subject,
                caseId,
                sample,
                outcome,
                checks,
                error,
                error == null ? Digest.of("reply " + subject + caseId + sample) : null,
                latencyMs,
                costUsd,
                10,
                20,
                true);
    }

    static CaseEvaluated checked(String caseId, Outcome outcome, Check... checks) {
        return result(Subject.CANDIDATE, caseId, 0, outcome, List.of(checks), null, 1000L, new BigDecimal("0.001"));
    }

    static CaseEvaluated timed(Subject subject, String caseId, @Nullable Long latencyMs, @Nullable String costUsd) {
        var like = result(subject, caseId, 0, Outcome.PASSED);
        return result(
                subject,
                caseId,
                0,
                Outcome.PASSED,
                like.checks(),
                null,
                latencyMs,
                costUsd == null ? null : new BigDecimal(costUsd));
    }

    static CaseEvaluated faulty(String caseId, String kind) {
        return result(
                Subject.CANDIDATE, caseId, 0, Outcome.ERROR, List.of(), new Fault(kind, "as it says"), null, null);
    }

    static Check check(Source source, String id, Outcome outcome, double score) {
        return new Check(source, id, "contains", outcome, score, null);
    }
}
