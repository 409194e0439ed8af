package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.PeopleFixture.PM;
import static dev.belay.gate.decision.domain.PeopleFixture.nobodyIsAsked;
import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Outcome.Decided;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisputesTest {

    private static final String PAULA = "paula@care.example";

    @Test
    void whatTwoJudgementsDifferOnIsShownToAPersonAlthoughNoAspectAsks() {
        var run = disputed(nobodyIsAsked());

        assertThat(decide(run)).isEqualTo(Verdict.HELD_BACK);
        assertThat(Gate.sampled(run.inputs()).drawn())
                .extracting(ToReview::caseId)
                .containsExactly("c1");
    }

    @Test
    void acceptedItIsNoViolation() {
        var run = disputed(nobodyIsAsked().reviewed(PAULA, PM, 0, List.of("c1")));

        assertThat(decide(run)).isEqualTo(Verdict.APPROVED);
        assertThat(Gate.sampled(run.inputs()).drawn()).isEmpty();
    }

    @Test
    void rejectedItIsOne() {
        assertThat(decide(disputed(nobodyIsAsked().reviewed(PAULA, PM, 0, List.of("c1"), "c1"))))
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void aVoidReviewSettlesNothing() {
        assertThat(decide(disputed(nobodyIsAsked().reviewed(PAULA, PM, 1, List.of("c1")))))
                .isEqualTo(Verdict.HELD_BACK);
    }

    private static Verdict decide(RunFixture run) {
        return ((Decided) Gate.decide(run.inputs())).verdict();
    }

    private static RunFixture disputed(PeopleFixture people) {
        return aRun().withCases(3)
                .withBaseline()
                .baselinePasses(3)
                .candidate("c0", Outcome.PASSED)
                .candidate(dispute("c1"))
                .candidate("c2", Outcome.PASSED)
                .with(people.build());
    }

    private static CaseEvaluated dispute(String caseId) {
        var checks = List.of(
                new Check(Source.MUST_HAVE, "cites", "contains", Outcome.PASSED, 1, null),
                new Check(
                        Source.MUST_NOT,
                        "drug",
                        "llm-rubric",
                        Outcome.FAILED,
                        0,
                        "found",
                        null,
                        new Confirmation(Outcome.PASSED, null)));
        return RunFixture.result(
                Subject.CANDIDATE, caseId, 0, Outcome.PASSED, checks, null, 1000L, new BigDecimal("0.001"));
    }
}
