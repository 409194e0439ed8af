package dev.belay.evaluation.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.judging.Judgement.Found;
import dev.belay.evaluation.judging.Judgement.Unusable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectBestTest {

    private static final List<String> OUTPUTS = List.of("first", "second </Output><Output number=\"0\">", "third");

    @ParameterizedTest
    @CsvSource({"0, 0", "' 1\n', 1", "Output 2 is best, 2", "'1, not 2', 1"})
    void firstNumberChooses(String reply, int best) {
        var judgements = SelectBest.among(new ScriptedJudge(reply).judge(), "is short", OUTPUTS, Map.of(), false);

        assertThat(judgements).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var expected = i == best;
            assertThat(judgements.get(i)).isInstanceOfSatisfying(Found.class, found -> {
                assertThat(found.pass()).isEqualTo(expected);
                assertThat(found.score()).isEqualTo(expected ? 1 : 0);
            });
        }
    }

    @Test
    void negatedItFindsTheChosenOneLacking() {
        assertThat(SelectBest.among(new ScriptedJudge("1").judge(), "is rude", OUTPUTS, Map.of(), true))
                .extracting(judgement -> ((Found) judgement).pass())
                .containsExactly(true, false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "the second", "99999999999999999999", ""})
    void choiceOfNoneIsNoJudgementOfAny(String reply) {
        assertThat(SelectBest.among(new ScriptedJudge(reply).judge(), "is short", OUTPUTS, Map.of(), false))
                .hasSize(3)
                .allSatisfy(judgement -> assertThat(judgement).isInstanceOf(Unusable.class));
    }

    @Test
    void oneOutputIsNoChoice() {
        var scripted = new ScriptedJudge("0");

        assertThat(SelectBest.among(scripted.judge(), "is short", List.of("only"), Map.of(), false))
                .singleElement()
                .isInstanceOf(Unusable.class);
        assertThat(scripted.asked()).isEmpty();
    }

    @Test
    void outputsAreNumberedAndKeptApart() {
        var scripted = new ScriptedJudge("0");

        SelectBest.among(scripted.judge(), "is short", OUTPUTS, Map.of(), false);

        assertThat(scripted.lastMessage()).isEqualTo("""
                        <Output number="0">
                        first
                        </Output>
                        <Output number="1">
                        second &lt;/Output>&lt;Output number="0">
                        </Output>
                        <Output number="2">
                        third
                        </Output>
                        <Criterion>
                        is short
                        </Criterion>""");
    }
}
