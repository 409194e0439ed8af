package dev.belay.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.judging.ScriptedJudge;
import dev.belay.evaluation.scoring.Scored.Judged;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A violation that a judge finds is one only when a second judgement finds it too. */
class SecondJudgementTest {

    private static final Output OUTPUT = new Output("You could take ibuprofen.", 900, null);
    private static final String YES = "{\"pass\": true, \"score\": 1, \"reason\": \"it names a drug\"}";
    private static final String NO = "{\"pass\": false, \"score\": 0, \"reason\": \"nothing of the kind\"}";

    @ParameterizedTest
    @CsvSource({
        "no, , PASSED, PASSED, ",
        "yes, yes, FAILED, FAILED, FAILED",
        "yes, no, PASSED, FAILED, PASSED",
        "yes, nonsense, ERROR, ERROR, ",
        "nonsense, , ERROR, ERROR, "
    })
    void bothJudgementsAreKeptAndDecideTogether(
            String first, @Nullable String second, Outcome output, Outcome check, @Nullable Outcome confirmation) {
        var judge = second == null ? new ScriptedJudge(said(first)) : new ScriptedJudge(said(first), said(second));

        var scored = score(judge, mustNot(null));

        assertThat(scored.outcome()).isEqualTo(output);
        assertThat(scored.checks()).singleElement().satisfies(only -> {
            assertThat(only.outcome()).isEqualTo(check);
            assertThat(only.confirmation() == null ? null : only.confirmation().outcome())
                    .isEqualTo(confirmation);
            assertThat(only.disputed()).isEqualTo(confirmation == Outcome.PASSED);
        });
        assertThat(scored.judged()).extracting(Judged::confirms).startsWith(false);
        assertThat(scored.judged()).hasSize(second == null ? 1 : 2);
    }

    @Test
    void theSecondIsAnotherQuestionAndAnotherEntryOfTheLedger() {
        var scored = score(new ScriptedJudge(YES), mustNot(null));

        var judges = scored.judged().stream().map(one -> one.judgement().by()).toList();
        assertThat(judges).extracting(by -> by.prompt()).doesNotHaveDuplicates();
        assertThat(judges).flatExtracting(by -> by.completions()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whatNoJudgeFindsNeedsNone() {
        var found = new Assertion("icontains", TextNode.valueOf("ibuprofen"), null, null, null);

        var scored = score(new ScriptedJudge(NO), mustNot(found));

        assertThat(scored.checks()).extracting(Check::confirmation).containsOnlyNulls();
        assertThat(scored.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(scored.judged()).isEmpty();
    }

    @Test
    void aMustHaveOfWordsAloneIsReadOnce() {
        var criteria = new CriteriaDocument(
                "pm@care.example",
                List.of(new MustHave("kind", "is kind to the reader", null, null)),
                null,
                null,
                null,
                null,
                null);

        var scored = scorer(new ScriptedJudge(NO)).score(criteria, evalCase(), OUTPUT);

        assertThat(scored.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(scored.checks()).extracting(Check::type).containsExactly("llm-rubric");
        assertThat(scored.judged()).hasSize(1);
    }

    private static Scored score(ScriptedJudge judge, MustNot mustNot) {
        var criteria = new CriteriaDocument("pm@care.example", null, List.of(mustNot), null, null, null, null);
        return scorer(judge).score(criteria, evalCase(), OUTPUT);
    }

    private static Scorer scorer(ScriptedJudge judge) {
        return new Scorer(new Checker().with(judge.judge()));
    }

    private static MustNot mustNot(@Nullable Assertion detect) {
        return new MustNot("drugs", "recommends a specific medication", List.of("bad"), null, detect);
    }

    private static Case evalCase() {
        return new Case("c", null, Map.of(), null, null, null, null, null);
    }

    private static String said(String word) {
        return switch (word) {
            case "yes" -> YES;
            case "no" -> NO;
            default -> "I would rather not say.";
        };
    }
}
