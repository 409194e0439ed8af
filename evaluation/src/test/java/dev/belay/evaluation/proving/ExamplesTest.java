package dev.belay.evaluation.proving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaProof.Example;
import dev.belay.contracts.document.CriteriaProof.Outcome;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.judging.ScriptedJudge;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.scoring.Scorer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {

    private static final String FOUND = "{\"pass\": true, \"score\": 1}";
    private static final String NOT_FOUND = "{\"pass\": false, \"score\": 0}";

    @ParameterizedTest
    @CsvSource({
        "take ibuprofen, see a doctor, PROVEN, PROVEN",
        "take naproxen, see a doctor, REFUTED, PROVEN",
        "take ibuprofen, no ibuprofen, PROVEN, REFUTED",
    })
    void aDetectorIsTriedWithoutAnybodyBeingAsked(String bad, String good, Outcome ofBad, Outcome ofGood)
            throws InterruptedException {
        var detect = new Assertion("icontains", TextNode.valueOf("ibuprofen"), null, null, null);
        var criteria = criteria(bad, good, detect);

        assertThat(Examples.askSomebody(criteria)).isFalse();
        assertThat(Examples.prove(criteria, new Scorer(new Checker())))
                .extracting(Example::outcome)
                .containsExactly(ofBad, ofGood);
    }

    @ParameterizedTest
    @CsvSource({"yes yes, PROVEN", "yes no, DISPUTED", "no no, REFUTED", "nonsense nonsense, ERROR"})
    void aBadExampleMustBeCaughtTwice(String said, Outcome outcome) throws InterruptedException {
        var criteria = criteria("take ibuprofen", null, null);

        var examples = Examples.prove(criteria, judgedBy(said));

        assertThat(Examples.askJudge(criteria)).isTrue();
        assertThat(examples).singleElement().satisfies(example -> {
            assertThat(example.outcome()).isEqualTo(outcome);
            assertThat(example.reason() == null).isEqualTo(outcome == Outcome.PROVEN);
            assertThat(example.place()).isEqualTo("mustNot drugs, bad[0]");
        });
    }

    @Test
    void theBillIsOfTwoQuestionsAnExample() throws InterruptedException {
        var judge = new ScriptedJudge(FOUND).judge();
        var bill = new Bill(Prices.builtIn());

        Examples.prove(criteria("a", "b", null), new Scorer(new Checker().with(judge.asking(bill))));

        assertThat(bill.calls()).isEqualTo(4);
        assertThat(bill.costUsd()).as("nobody knows the price of judge-1").isNull();
    }

    private static Scorer judgedBy(String said) {
        var replies = List.of(said.split(" ")).stream()
                .map(word -> word.equals("yes") ? FOUND : word.equals("no") ? NOT_FOUND : word)
                .toArray(String[]::new);
        return new Scorer(new Checker().with(new ScriptedJudge(replies).judge()));
    }

    private static CriteriaDocument criteria(String bad, @Nullable String good, @Nullable Assertion detect) {
        var mustNot =
                new MustNot("drugs", "recommends a drug", List.of(bad), good == null ? null : List.of(good), detect);
        return new CriteriaDocument("pm@care.example", null, List.of(mustNot), null, null, null, null);
    }
}
