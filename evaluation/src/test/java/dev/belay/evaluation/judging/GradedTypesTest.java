package dev.belay.evaluation.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.judging.Judgement.Found;
import dev.belay.evaluation.judging.Judgement.Unusable;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import dev.belay.evaluation.provider.CompletionRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts and scores are what promptfoo 0.123.1 gave for the same replies, but where a test says otherwise. */
class GradedTypesTest {

    private static final String STEPS = "{\"steps\": [\"a\", \"b\"]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "llm-rubric     | 0.5 | {\"pass\":true,\"score\":0.5}  | true  | 0.5",
                "llm-rubric     | 0.5 | {\"pass\":true,\"score\":0.49} | false | 0.49",
                "llm-rubric     | 0.5 | {\"pass\":false,\"score\":0.9} | false | 0.9",
                "llm-rubric     | 0   | {\"pass\":true,\"score\":0}    | true  | 0",
                "llm-rubric     | 0.8 | {\"score\":0.9}                | true  | 0.9",
                "llm-rubric     |     | {\"pass\":true,\"score\":2}    | true  | 2",
                "not-llm-rubric |     | {\"pass\":true,\"score\":2}    | false | 0",
                "not-llm-rubric |     | {\"pass\":true,\"score\":-1}   | false | 1",
                "not-llm-rubric |     | {\"pass\":true,\"score\":0.7}  | false | 0.3",
                "not-llm-rubric |     | {\"pass\":false}               | true  | 1",
                "not-llm-rubric | 0.5 | {\"pass\":true,\"score\":0.5}  | false | 0.5",
                "not-llm-rubric | 0.5 | {\"pass\":true,\"score\":0.4}  | true  | 0.6",
                "model-graded-closedqa   | | ~It does.\nY~  | true  | 1",
                "model-graded-closedqa   | | ~Does not N\n~ | false | 0",
                "factuality              | | {\"category\":\"A\",\"reason\":\"s\"} | true | 1",
                "factuality              | | {\"category\":\"d\"} | false | 0",
                "factuality              | | {\"category\":\" e \"} | true | 1",
                "factuality              | | (B) superset | true | 1",
                "factuality              | | d) no | false | 0",
                "factuality              | | {\"option\":\"A\"} (C) fine | true | 1",
                "model-graded-factuality | | {\"category\":\"B\"} | true | 1"
            })
    void verdictFollowsTheReply(String type, @Nullable Double threshold, String reply, boolean pass, double score) {
        assertFound(judged(new ScriptedJudge(reply).judge(), type, "x", threshold), pass, score);
    }

    /** promptfoo 0.123.1 leaves these two as they are without {@code not-}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not-model-graded-closedqa | Y | false | 0",
                "not-model-graded-closedqa | N | true  | 1",
                "not-factuality            | (A) same | false | 0",
                "not-factuality            | (D) other | true | 1"
            })
    void notNegatesEveryType(String type, String reply, boolean pass, double score) {
        assertFound(judged(new ScriptedJudge(reply).judge(), type, "x", null), pass, score);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llm-rubric | It is fine.",
                "llm-rubric | {\"reason\": \"neither\"}",
                "model-graded-closedqa | maybe",
                "model-graded-closedqa | Yes",
                "model-graded-closedqa | y",
                "factuality | {\"category\":\"F\"}",
                "factuality | it is E",
                "g-eval | no",
                "g-eval | {\"steps\": []}",
                "g-eval | {\"steps\": [1]}",
                "g-eval | {\"steps\": \"a\"}"
            })
    void unreadableJudgementIsNeitherPassNorFail(String type, String reply) {
        for (var written : List.of(type, "not-" + type)) {
            var judgement = judged(new ScriptedJudge(reply).judge(), written, "x", null);
            assertThat(judgement).as(written).isInstanceOfSatisfying(Unusable.class, unusable -> {
                assertThat(unusable.reply()).isEqualTo(reply);
                assertThat(unusable.reason()).startsWith("the judge");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "g-eval     |     | {\"score\": 7, \"reason\": \"r\"}   | true  | 0.7",
                "g-eval     |     | {\"score\": 6.9, \"reason\": \"r\"} | false | 0.69",
                "g-eval     |     | {\"score\": \"8\", \"reason\": \"r\"} | true | 0.8",
                "g-eval     | 0   | {\"score\": 0, \"reason\": \"r\"}   | true  | 0",
                "not-g-eval |     | {\"score\": 7, \"reason\": \"r\"}   | false | 0.3",
                "not-g-eval |     | {\"score\": 6.9, \"reason\": \"r\"} | true  | 0.31",
                "g-eval     |     | ~```json\n{\"score\": 10,\n\"reason\": \"r\"}\n```~ | true | 1"
            })
    void gEvalScoresByTen(String type, @Nullable Double threshold, String reply, boolean pass, double score) {
        assertFound(judged(new ScriptedJudge(STEPS, reply).judge(), type, "x", threshold), pass, score);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten",
                "{\"score\": 11, \"reason\": \"r\"}",
                "{\"score\": -1, \"reason\": \"r\"}",
                "{\"score\": 8}",
                "{\"score\": 8, \"reason\": \" \"}",
                "{\"score\": \"\", \"reason\": \"r\"}",
                "{\"reason\": \"r\"}"
            })
    void gEvalWithoutScoreOrReasonIsNoJudgement(String reply) {
        assertThat(judged(new ScriptedJudge(STEPS, reply).judge(), "g-eval", "x", null))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void gEvalTakesTheMeanOfSeveralCriteria() {
        var judge = new ScriptedJudge(
                STEPS, "{\"score\": 9, \"reason\": \"r1\"}", STEPS, "{\"score\": 4, \"reason\": \"r2\"}");
        var criteria = JsonNodeFactory.instance.arrayNode().add("one").add("two");

        var judgement = judge(judge.judge(), "g-eval", criteria, null, "o", "p", Map.of());

        assertFound(judgement, false, 0.65);
        assertThat(((Found) judgement).reason()).isEqualTo("r1\n\nr2");
        assertThat(judge.asked()).hasSize(4);
        assertThat(judge.told(1)).contains("- a\n- b", "one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer-relevance     |     | true  | 0.5333333333",
                "answer-relevance     | 0.6 | false | 0.5333333333",
                "not-answer-relevance |     | false | 0.4666666667",
                "not-answer-relevance | 0.6 | true  | 0.4666666667"
            })
    void answerRelevanceIsTheMeanOfThreeGuesses(String type, @Nullable Double threshold, boolean pass, double score) {
        var vectors = Map.of(
                "what was asked", new double[] {1, 0},
                "q1", new double[] {1, 0},
                "q2", new double[] {0, 1},
                "q3", new double[] {0.6, 0.8});
        var scripted = new ScriptedJudge("q1", "q2", "q3");
        var judge = scripted.judge().with(new Vectors(vectors));

        assertFound(judge(judge, type, TextNode.valueOf(""), threshold, "o", "what was asked", Map.of()), pass, score);
        assertFound(
                judge(
                        judge.asking(new ScriptedJudge("q1", "q2", "q3").judge().asking()),
                        type,
                        TextNode.valueOf(""),
                        threshold,
                        "o",
                        "another prompt",
                        Map.of("query", TextNode.valueOf("what was asked"))),
                pass,
                score);
        assertThat(scripted.asked().stream().map(CompletionRequest::digest).distinct())
                .hasSize(3);
    }

    @Test
    void categoriesCanHaveOtherScores() {
        var grading = new Grading(null, Map.of(Grading.Category.SUPERSET, 0.5, Grading.Category.AGREE, 0.0));

        assertFound(
                judged(new ScriptedJudge("{\"category\":\"B\"}").judge().with(grading), "factuality", "x", null),
                true,
                0.5);
        assertFound(judged(new ScriptedJudge("(C) x").judge().with(grading), "factuality", "x", null), false, 0);
    }

    @Test
    void faultsRefusalsAndSilenceAreNoJudgement() {
        var fault = new Fault(Kind.RATE_LIMITED, "answered 429", true);
        var refused = new Reply("I cannot", "stop", true, 1, null, null, null, false);

        assertThat(judged(ScriptedJudge.judge(request -> fault), "llm-rubric", "x", null))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.reason()).contains("rate-limited", "429"));
        assertThat(judged(ScriptedJudge.judge(request -> refused), "llm-rubric", "x", null))
                .isInstanceOf(Unusable.class);
        assertThat(judged(new ScriptedJudge("").judge(), "not-llm-rubric", "x", null))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model-graded-closedqa", "factuality", "g-eval", "answer-relevance"})
    void withoutThePromptItIsNoJudgement(String type) {
        var judgement = judge(new ScriptedJudge("Y").judge(), type, TextNode.valueOf("x"), null, "o", null, Map.of());

        assertThat(judgement).isInstanceOf(Unusable.class);
    }

    @Test
    void whoJudgedIsPinned() {
        var scripted = new ScriptedJudge("{\"pass\": true}");
        var first = judged(scripted.judge(), "llm-rubric", "x", null).by();
        var other = judged(scripted.judge(), "llm-rubric", "y", null).by();
        var rewritten = judged(
                        scripted.judge().with(new Grading(TextNode.valueOf("Is {{output}} {{rubric}}?"), Map.of())),
                        "llm-rubric",
                        "x",
                        null)
                .by();

        assertThat(first.provider()).isEqualTo("openai");
        assertThat(first.model()).isEqualTo("judge-1");
        assertThat(first.completions())
                .containsExactly(scripted.asked().getFirst().digest());
        assertThat(other.prompt()).isEqualTo(first.prompt());
        assertThat(other.completions()).isNotEqualTo(first.completions());
        assertThat(rewritten.prompt()).isNotEqualTo(first.prompt());
    }

    @Test
    void anotherSampleIsAnotherJudgement() {
        var scripted = new ScriptedJudge("{\"pass\": true}");

        judged(scripted.judge(), "llm-rubric", "x", null);
        judged(scripted.judge().at(1, 1), "llm-rubric", "x", null);

        assertThat(scripted.asked().stream().map(CompletionRequest::digest).distinct())
                .hasSize(2);
    }

    static Judgement judged(Judge judge, String type, String criterion, @Nullable Double threshold) {
        return judge(judge, type, TextNode.valueOf(criterion), threshold, "o", "the prompt", Map.of());
    }

    static Judgement judge(
            Judge judge,
            String type,
            JsonNode criterion,
            @Nullable Double threshold,
            String output,
            @Nullable String prompt,
            Map<String, JsonNode> vars) {
        boolean inverse = type.startsWith("not-");
        var base = inverse ? type.substring("not-".length()) : type;
        return GradedTypes.all()
                .get(base)
                .apply(judge, new Matter(criterion, threshold, inverse, output, true, prompt, vars));
    }

    private static void assertFound(Judgement judgement, boolean pass, double score) {
        assertThat(judgement).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.pass()).isEqualTo(pass);
            assertThat(found.score()).isCloseTo(score, within(1e-6));
        });
    }
}
