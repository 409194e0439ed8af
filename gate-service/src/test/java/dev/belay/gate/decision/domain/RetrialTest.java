package dev.belay.gate.decision.domain;

import static dev.belay.gate.decision.domain.RunFixture.aRun;
import static dev.belay.gate.decision.domain.RunFixture.check;
import static dev.belay.gate.decision.domain.RunFixture.checked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Retrial.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrialTest {

    private static final MustNot RUDE = new MustNot("rude", "is rude", List.of("no"), null, null);

    @Test
    void aMustNotThatIsNewRejectsWhatWasApproved() {
        var decided = aRun().withCases(2).candidatePasses(2).inputs();
        var criteria = new CriteriaDocument(
                "pm@care.example", List.of(RunFixture.CITES), List.of(RUDE), null, null, null, null);

        var retrial = Retrial.of(
                decided,
                criteria,
                List.of(
                        checked(
                                "c0",
                                Outcome.FAILED,
                                check(Source.MUST_HAVE, "cites", Outcome.PASSED, 1),
                                check(Source.MUST_NOT, "rude", Outcome.FAILED, 0)),
                        checked(
                                "c1",
                                Outcome.PASSED,
                                check(Source.MUST_HAVE, "cites", Outcome.PASSED, 1),
                                check(Source.MUST_NOT, "rude", Outcome.PASSED, 1))));

        assertThat(retrial.before()).isEqualTo(Said.APPROVED);
        assertThat(retrial.after()).isEqualTo(Said.REJECTED);
        assertThat(retrial.findings().getFirst().summary()).isEqualTo("rude: violated by 1 of 2 outputs: c0");
    }

    @Test
    void theSameCriteriaAndResultsSayTheSame() {
        var decided = aRun().withCases(20).candidatePasses(18).inputs();

        var retrial = Retrial.of(decided, decided.criteria(), decided.candidateResults());

        assertThat(retrial.before()).isEqualTo(Said.REJECTED);
        assertThat(retrial.after()).isEqualTo(Said.REJECTED);
        assertThat(retrial.findings()).hasSize(1);
    }

    @Test
    void whatWasCancelledThenIsMissingNow() {
        var decided = aRun().withCases(2)
                .candidate(RunFixture.violating(Subject.CANDIDATE, "c0", 0))
                .inputs();

        var retrial = Retrial.of(
                decided,
                decided.criteria(),
                List.of(checked("c0", Outcome.PASSED, check(Source.MUST_NOT, "drug", Outcome.PASSED, 1))));

        assertThat(retrial.before()).isEqualTo(Said.REJECTED);
        assertThat(retrial.after()).isEqualTo(Said.NEEDS_OUTPUTS);
        assertThat(retrial.findings()).isEmpty();
    }
}
