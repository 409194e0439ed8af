package dev.belay.gate.judgement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Affects;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.judgement.domain.Handoff.Condition;
import dev.belay.gate.judgement.domain.Handoff.UsedRollback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandoffTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Assertion ASSERTION = new Assertion("contains", TextNode.valueOf("x"), null, null, null);
    private static final MustHave HAVE = new MustHave("cites", "cites", ASSERTION, null);
    private static final MustNot NOT = new MustNot("drug", "names a drug", List.of("ibuprofen"), null, ASSERTION);
    private static final FailureMode MODE = new FailureMode("no-diagnosis", "none", null, 2);
    private static final CriteriaDocument WHOLE = criteria(null);
    private static final List<SuiteCase> COVERED =
            List.of(new SuiteCase("a", "no-diagnosis"), new SuiteCase("b", "no-diagnosis"), new SuiteCase("c", null));
    private static final UsedRollback BY_THE_PM = new UsedRollback("PM@care.example", NOW.minus(Duration.ofDays(29)));

    @Test
    void isSafeWhenAllThreeHold() {
        assertThat(missing(WHOLE, COVERED, List.of(BY_THE_PM))).isEmpty();
    }

    @Test
    void withoutAnythingEveryConditionIsNamed() {
        var conditions = Handoff.conditions(Optional.empty(), List.of(), List.of(), NOW);

        assertThat(conditions).extracting(Condition::name).containsExactly("criteria", "acceptance", "rollback");
        assertThat(conditions).noneMatch(Condition::holds);
    }

    @Test
    void criteriaThatSayTooLittleAreNotEnough() {
        var bare = new CriteriaDocument("pm@care.example", null, null, null, null, null, null);

        assertThat(missing(bare, List.of(), List.of(BY_THE_PM)))
                .anyMatch(line -> line.contains("no case"))
                .anyMatch(line -> line.contains("no must-have"))
                .anyMatch(line -> line.contains("no must-not"))
                .anyMatch(line -> line.contains("no passRate"))
                .anyMatch(line -> line.contains("no failure mode"));
    }

    @Test
    void anEdgeCaseWithTooFewCasesIsNotCovered() {
        assertThat(missing(WHOLE, COVERED.subList(1, 3), List.of(BY_THE_PM)))
                .containsExactly("failure mode no-diagnosis: 1 of 2 cases (failureMode: no-diagnosis in cases/)");
    }

    @Test
    void aDetectorThatIsOffLeavesAChangeUnseen() {
        var blind = criteria(new Affects(null, null, new Detector(false, null, null)));

        assertThat(missing(blind, COVERED, List.of(BY_THE_PM)))
                .containsExactly("nothing looks for changes of safety: affects.safety.on is false");
    }

    @Test
    void aRollbackOfLastMonthIsTooLongAgo() {
        assertThat(missing(
                        WHOLE, COVERED, List.of(new UsedRollback("pm@care.example", NOW.minus(Duration.ofDays(31))))))
                .singleElement()
                .asString()
                .contains("none in the last 30 days");
    }

    @Test
    void thePmMustHaveUsedOneThemselves() {
        var byOps = new UsedRollback("olga@care.example", NOW.minus(Duration.ofDays(1)));

        assertThat(missing(WHOLE, COVERED, List.of(byOps)))
                .singleElement()
                .asString()
                .contains("none by the PM");
        assertThat(missing(
                        WHOLE,
                        COVERED,
                        List.of(byOps, new UsedRollback("pm@care.example", NOW.minus(Duration.ofDays(300))))))
                .isEmpty();
    }

    private static List<String> missing(
            CriteriaDocument criteria, List<SuiteCase> suite, List<UsedRollback> rollbacks) {
        return Handoff.conditions(Optional.of(criteria), suite, rollbacks, NOW).stream()
                .flatMap(condition -> condition.missing().stream())
                .toList();
    }

    private static CriteriaDocument criteria(Affects affects) {
        return new CriteriaDocument(
                "pm@care.example",
                List.of(HAVE),
                List.of(NOT),
                0.95,
                List.of(MODE),
                null,
                null,
                affects,
                null,
                null,
                null,
                null);
    }
}
