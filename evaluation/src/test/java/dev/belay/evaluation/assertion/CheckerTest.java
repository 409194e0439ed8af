package dev.belay.evaluation.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.judging.ScriptedJudge;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Checker CHECKER = new Checker();
    private static final Output OUTPUT = new Output("aaa", 5, null);

    private static Assertion assertion(String type, String value) throws Exception {
        JsonNode node = value == null ? null : JSON.readTree(value);
        return new Assertion(type, node, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "contain            | \"x\"                  | did you mean \"contains\"?",
                "contains_any       | [\"x\"]                | did you mean \"contains-any\"?",
                "notContains        | \"x\"                  | did you mean \"not-contains\"?",
                "isJson             | {}                     | did you mean \"is-json\"?",
                "quux               | \"x\"                  | There is no assertion type \"quux\"; there are: answer-relevance, bleu,",
                "moderation         | \"nice\"               | Belay does not have the assertion type \"moderation\" yet",
                "not-classifier     | \"nice\"               | Belay does not have the assertion type \"not-classifier\" yet",
                "regex              | \"(\"                  | Unterminated group",
                "not-regex          | \"a**\"                | Nothing to repeat",
                "regex              | 5                      | must be a regular expression in quotes, not the number 5",
                "contains           | \"\"                   | The value is empty",
                "contains           | [\"a\"]                | for a list use contains-any or contains-all",
                "starts-with        | 5                      | must be a text, not the number 5",
                "contains-any       | []                     | The list is empty",
                "contains-all       | \" , \"                | names nothing",
                "contains-all       | \"`\\\"a` b\"            | Unterminated quoted field",
                "contains-any       | {\"a\":1}              | must be a list of texts",
                "is-json            | {\"type\":\"foo\"}     | not a JSON Schema of draft-07",
                "is-json            | {\"requird\":[]}       | unknown keyword: \"requird\"",
                "is-json            | \"type: [\"            | not YAML",
                "is-json            | {\"$ref\":\"http://x/y\"} | can't resolve reference",
                "contains-json      | 7                      | must be a JSON Schema",
                "word-count         | {\"min\":3,\"max\":1}  | min at most max",
                "word-count         | {\"min\":\"3\"}        | must be numbers",
                "word-count         | \"many\"               | must be a number of words",
                "latency            | 5                      | threshold is missing",
                "cost               | 5                      | in US dollars",
                "contains           | \"{{ a\"               | expected",
                "contains           | \"{{ env.KEY }}\"      | environment",
                "contains           | \"file://x.txt\"       | read no files",
            })
    void mistakeIsNamed(String type, String value, String problem) throws Exception {
        assertThat(CHECKER.problemOf(assertion(type.strip(), value.replace("`", ""))))
                .hasValueSatisfying(said -> assertThat(said).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "contains      | \"x\"",
                "contains      | 42",
                "icontains-any | [\"ibuprofen\", \"naproxen\"]",
                "regex         | \"\\\\[\\\\d+\\\\]\"",
                "regex         | \"^{{name}}(\"",
                "is-json       | {\"type\":\"object\"}",
                "is-json       | null",
                "word-count    | {\"max\": 120}",
                "not-equals    | {\"a\": 1}",
            })
    void soundAssertionHasNoProblem(String type, String value) throws Exception {
        assertThat(CHECKER.problemOf(assertion(type.strip(), value))).isEmpty();
    }

    @Test
    void unknownFilterInAListIsNamed() throws Exception {
        assertThat(CHECKER.problemOf(assertion("contains-any", "[\"x\", \"{{ a | nope }}\"]")))
                .hasValueSatisfying(said -> assertThat(said).contains("filter not found: nope"));
    }

    @Test
    void endlessRegexIsAnErrorAndNotAFail() throws Exception {
        var output = new Output("a".repeat(40) + "b", 1, null);

        for (var type : new String[] {"regex", "not-regex"}) {
            assertThat(CHECKER.check(assertion(type, "\"(a+)+$\""), output, Map.of()))
                    .isInstanceOfSatisfying(
                            Verdict.Errored.class,
                            errored -> assertThat(errored.reason()).contains("given up"));
        }
    }

    @Test
    void unknownTypeIsAnError() throws Exception {
        assertThat(CHECKER.check(assertion("nope", "\"x\""), OUTPUT, Map.of()))
                .isEqualTo(new Verdict.Errored("Unknown assertion type: nope"));
    }

    @Test
    void withoutAJudgeModelGradedTypesAreErrorsThatSayWhatToDo() throws Exception {
        for (var type : List.of("llm-rubric", "not-factuality", "g-eval", "answer-relevance")) {
            assertThat(CHECKER.check(assertion(type, "\"nice\""), OUTPUT, Map.of()))
                    .as(type)
                    .isInstanceOfSatisfying(
                            Verdict.Errored.class,
                            errored -> assertThat(errored.reason()).contains("there is no judge", "--grader"));
        }
    }

    @Test
    void judgeAnswersModelGradedTypesAndIsPinned() throws Exception {
        var judge = new ScriptedJudge("{\"pass\": false, \"score\": 0.2, \"reason\": \"too curt\"}").judge();

        var checked = CHECKER.with(judge)
                .check(
                        assertion("llm-rubric", "\"nice to {{who}}\""),
                        new Exchange(OUTPUT, Map.of("who", JSON.valueToTree("Ann")), null));

        assertThat(checked.verdict()).isEqualTo(new Verdict.Failed(0.2, "too curt"));
        assertThat(checked.judgement()).isNotNull();
        assertThat(checked.judgement().by().completions()).hasSize(1);
        assertThat(CHECKER.with(judge).check(assertion("contains", "\"a\""), OUTPUT, Map.of()))
                .isEqualTo(new Verdict.Passed(1));
    }

    @Test
    void weightZeroPassesWithTheJudgesScore() {
        var judge = new ScriptedJudge("{\"pass\": false, \"score\": 0.2}").judge();
        var assertion = new Assertion("llm-rubric", JSON.valueToTree("nice"), null, 0.0, null);

        assertThat(CHECKER.with(judge).check(assertion, OUTPUT, Map.of())).isEqualTo(new Verdict.Passed(0.2));
    }

    @Test
    void selectBestNeedsSeveralOutputs() throws Exception {
        var checker = CHECKER.with(new ScriptedJudge("1").judge());
        var assertion = assertion("select-best", "\"is short\"");

        assertThat(checker.check(assertion, OUTPUT, Map.of())).isInstanceOf(Verdict.Errored.class);
        assertThat(checker.compare(assertion, List.of(OUTPUT, OUTPUT), Map.of()))
                .extracting(Checked::verdict)
                .containsExactly(
                        new Verdict.Failed(0, "Output not selected as the best: is short"), new Verdict.Passed(1));
        assertThat(CHECKER.compare(assertion, List.of(OUTPUT, OUTPUT), Map.of()))
                .extracting(Checked::verdict)
                .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Errored.class));
    }

    @Test
    void notIsTakenOffOnce() throws Exception {
        assertThat(CHECKER.check(assertion("not-not-contains", "\"a\""), OUTPUT, Map.of()))
                .isInstanceOf(Verdict.Errored.class);
    }

    @Test
    void weightZeroPassesWithItsScore() {
        var assertion = new Assertion("contains", JSON.valueToTree("z"), null, 0.0, null);

        assertThat(CHECKER.check(assertion, OUTPUT, Map.of())).isEqualTo(new Verdict.Passed(0));
    }

    @Test
    void failSaysWhatWasExpected() throws Exception {
        assertThat(CHECKER.check(assertion("contains", "\"z\""), OUTPUT, Map.of()))
                .isEqualTo(new Verdict.Failed(0, "Expected output to contain \"z\""));
        assertThat(CHECKER.check(assertion("not-contains", "\"a\""), OUTPUT, Map.of()))
                .isEqualTo(new Verdict.Failed(0, "Expected output to not contain \"a\""));
    }

    @Test
    void fileReferenceIsNotRead() throws Exception {
        assertThat(CHECKER.check(assertion("contains", "\"file:///etc/hostname\""), OUTPUT, Map.of()))
                .isInstanceOf(Verdict.Errored.class);
    }

    @Test
    void oneCheckerServesManyThreads() throws Exception {
        var assertion = assertion("regex", "\"^{{n}}$\"");

        var wrong = IntStream.range(0, 2_000)
                .parallel()
                .filter(i ->
                        !(CHECKER.check(assertion, new Output("v" + i, 1, null), Map.of("n", JSON.valueToTree("v" + i)))
                                instanceof Verdict.Passed))
                .count();

        assertThat(wrong).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{\"id\":1,\"type\":\"contains\"}",
                "{\"type\":\"nope\",\"output\":\"x\"}",
                "{\"type\":\"contains\",\"output\":\"x\",\"config\":[]}",
                "{\"type\":\"contains\",\"output\":\"x\",\"vars\":7}",
                "{\"type\":5,\"output\":\"x\"}",
                "{\"type\":\"cost\",\"output\":\"x\",\"config\":{\"threshold\":1},\"response\":7}",
            })
    void malformedLineIsAnErrorLine(String line) throws Exception {
        var answer = JSON.readTree(new AssertionLine(CHECKER).answer(line).json());

        assertThat(answer.get("pass").booleanValue()).isFalse();
        assertThat(answer.get("score").intValue()).isZero();
        assertThat(answer.get("error").textValue()).isNotBlank();
    }

    @Test
    void answerKeepsTheIdOfTheLine() {
        var line = new AssertionLine(CHECKER)
                .answer("{\"id\":\"a-1\",\"type\":\"latency\",\"config\":{\"threshold\":10},\"output\":{\"a\":1},"
                        + "\"response\":{\"latencyMs\":10}}");

        assertThat(line.json()).isEqualTo("{\"id\":\"a-1\",\"pass\":true,\"score\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<p>a</p><![CDATA[text]]> | true", "<p>a</p>text | false", "<![CDATA[text]]> | false"})
    void cdataInHtmlIsAComment(String html, boolean isHtml) throws Exception {
        var verdict = CHECKER.check(assertion("is-html", null), new Output(html, 5, null), Map.of());

        assertThat(verdict instanceof Verdict.Passed).isEqualTo(isHtml);
    }
}
