package dev.belay.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.judging.ScriptedJudge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScorerTest {

    private static final Checker CHECKER = new Checker();
    private static final Output OUTPUT = new Output("You said [1] it hurts.", 900, 0.01);

    private final Scorer scorer = new Scorer(CHECKER);

    /** {@code have} and {@code not} and {@code own}: an assertion that passes, fails or cannot be judged. */
    @ParameterizedTest
    @CsvSource({
        "passes, fails, passes, PASSED",
        "fails, fails, passes, FAILED",
        "passes, passes, passes, FAILED",
        "passes, fails, fails, FAILED",
        "errs, fails, passes, ERROR",
        "passes, errs, passes, ERROR",
        "passes, fails, errs, ERROR",
        "fails, fails, errs, ERROR",
        "errs, passes, errs, FAILED",
        "fails, passes, fails, FAILED",
    })
    void violationIsAViolationAndElseAnErrorIsNeitherPassNorFail(String have, String not, String own, Outcome outcome) {
        var criteria = criteria(List.of(mustHave("h", assertion(have))), List.of(mustNot("n", assertion(not))));

        var scored = scorer.score(criteria, evalCase(null, assertion(own)), OUTPUT);

        assertThat(scored.outcome()).isEqualTo(outcome);
        assertThat(scored.checks()).hasSize(3);
        assertThat(scored.error() != null).isEqualTo(outcome == Outcome.ERROR);
    }

    @Test
    void everyCheckIsListedWithItsOwnOutcomeScoreAndReason() {
        var criteria = criteria(
                List.of(mustHave("cites", assertion("passes")), mustHave("greets", assertion("fails"))),
                List.of(mustNot("drugs", assertion("passes")), mustNot("blames", assertion("fails"))));

        var scored = scorer.score(criteria, evalCase(null, assertion("fails"), assertion("passes")), OUTPUT);

        assertThat(scored.checks())
                .containsExactly(
                        new Check(Source.MUST_HAVE, "cites", "contains", Outcome.PASSED, 1, null),
                        new Check(Source.MUST_HAVE, "greets", "contains", Outcome.FAILED, 0, "contains does not hold"),
                        new Check(Source.MUST_NOT, "drugs", "contains", Outcome.FAILED, 0, "contains found it"),
                        new Check(Source.MUST_NOT, "blames", "contains", Outcome.PASSED, 1, null),
                        new Check(Source.CASE, "0", "contains", Outcome.FAILED, 0, "contains does not hold"),
                        new Check(Source.CASE, "1", "contains", Outcome.PASSED, 1, null));
    }

    @Test
    void nothingToCheckPasses() {
        assertThat(scorer.score(criteria(List.of(), List.of()), evalCase(null), OUTPUT))
                .isEqualTo(new Scored(Outcome.PASSED, List.of(), null, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0.5, PASSED", "0.51, FAILED", "0, PASSED"})
    void withAThresholdOnlyTheWeightedScoreDecides(double threshold, Outcome outcome) {
        var evalCase = evalCase(threshold, assertion("passes"), assertion("fails"));

        assertThat(scorer.score(criteria(List.of(), List.of()), evalCase, OUTPUT)
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void thresholdDoesNotExcuseTheCriteriaNorNeedAssertions() {
        var criteria = criteria(List.of(mustHave("h", assertion("fails"))), List.of());

        assertThat(scorer.score(criteria, evalCase(0.0, assertion("passes")), OUTPUT)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(scorer.score(criteria(List.of(), List.of()), evalCase(0.8), OUTPUT)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void assertionsSeeTheVariablesOfTheCase() {
        var byVariable = new Assertion("contains", new TextNode("{{word}}"), null, null, null);
        var evalCase =
                new Case("c", null, Map.of("word", new TextNode("hurts")), List.of(byVariable), null, null, null, null);

        assertThat(scorer.score(criteria(List.of(), List.of()), evalCase, OUTPUT)
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"equals", "contains", "starts-with", "regex", "not-is-json", "contains-all", "is-json"})
    void reasonsQuoteNeitherOutputNorVariables(String type) {
        var secret = "Mrs Miller";
        var vars = Map.<String, JsonNode>of("name", new TextNode(secret), "empty", new TextNode(""));
        var evalCase = new Case(
                "c",
                null,
                vars,
                List.of(
                        new Assertion(type, new TextNode("{{name}} zzz"), null, null, null),
                        new Assertion(type, new TextNode("{{empty}}"), null, null, null),
                        new Assertion(type, new TextNode("zzz"), null, null, null)),
                null,
                null,
                null,
                null);

        var scored = scorer.score(criteria(List.of(), List.of()), evalCase, new Output("{\"" + secret, 5, null));

        assertThat(scored.toString()).doesNotContain("Miller");
    }

    @Test
    void judgesAreNamedAndTheirWordsStayOutOfTheReasons() {
        var scripted =
                new ScriptedJudge("{\"pass\": false, \"score\": 0.1, \"reason\": \"it says: it hurts\"}", "gibberish");
        var rubric = new Assertion("llm-rubric", TextNode.valueOf("is kind"), null, null, null);
        var must = new Assertion("not-llm-rubric", TextNode.valueOf("is rude"), null, null, null);

        var scored = new Scorer(CHECKER.with(scripted.judge()))
                .score(
                        criteria(List.of(mustHave("kind", rubric)), List.of()),
                        evalCase(null, must),
                        OUTPUT,
                        "the prompt");

        assertThat(scored.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(scored.checks()).extracting(Check::outcome).containsExactly(Outcome.FAILED, Outcome.ERROR);
        assertThat(scored.checks().toString()).doesNotContain("hurts", "gibberish");
        assertThat(scored.judged()).extracting(Scored.Judged::id).containsExactly("kind", "0");
        assertThat(scored.judged())
                .allSatisfy(
                        judged -> assertThat(judged.judgement().by().model()).isEqualTo("judge-1"));
    }

    @Test
    void numbersAreGivenAsReasons() {
        var slow = new Assertion("latency", null, 500.0, null, null);

        var check = scorer.score(criteria(List.of(mustHave("fast", slow)), List.of()), evalCase(null), OUTPUT)
                .checks()
                .getFirst();

        assertThat(check.reason()).contains("900", "500");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void agreesWithPromptfooOnWholeCases(String name, JsonNode vector) throws IOException {
        var assertions = EventJson.mapper().convertValue(vector.get("assert"), new TypeReference<List<Assertion>>() {});
        var vars = EventJson.mapper().convertValue(vector.get("vars"), new TypeReference<Map<String, JsonNode>>() {});
        Double threshold = vector.has("threshold") ? vector.get("threshold").doubleValue() : null;
        var evalCase = new Case(name, null, vars, assertions, threshold, null, null, null);

        var scored = scorer.score(
                criteria(List.of(), List.of()),
                evalCase,
                new Output(vector.get("output").textValue(), 1, null));

        var expected = vector.get("failureReason").intValue() == 2
                ? Outcome.ERROR
                : vector.get("pass").booleanValue() ? Outcome.PASSED : Outcome.FAILED;
        assertThat(scored.outcome()).isEqualTo(expected);
        if (expected != Outcome.ERROR && vector.has("components")) {
            assertThat(scored.checks())
                    .extracting(check -> check.outcome() == Outcome.PASSED)
                    .containsExactlyElementsOf(passes(assertions, vector.get("components")));
        }
    }

    /** Of each assertion; a set's component is followed by those of its own, which have no check. */
    private static List<Boolean> passes(List<Assertion> assertions, JsonNode components) {
        var passes = new ArrayList<Boolean>();
        int at = 0;
        for (var assertion : assertions) {
            passes.add(components.get(at).get("pass").booleanValue());
            at += assertion.isSet() ? 1 + assertion.each().size() : 1;
        }
        return passes;
    }

    /** Those whose assertions a folder can have. */
    static Stream<Arguments> vectors() throws IOException {
        try (var file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ScorerTest.class.getResourceAsStream("/conformance/case-vectors.jsonl")),
                StandardCharsets.UTF_8))) {
            var vectors = new ArrayList<JsonNode>();
            for (var line : file.lines().toList()) {
                vectors.add(EventJson.mapper().readTree(line));
            }
            var known = vectors.stream()
                    .filter(vector -> StreamSupport.stream(vector.get("assert").spliterator(), false)
                            .allMatch(each ->
                                    CHECKER.types().contains(each.path("type").asText())
                                            || each.path("type").asText().equals(Assertion.SET)
                                            || each.path("type").asText().equals("no-such-assertion")))
                    .map(vector -> Arguments.of(vector.get("id").textValue(), vector))
                    .toList();
            assertThat(known).as("vectors of known types").hasSizeGreaterThan(25);
            return known.stream();
        }
    }

    private static Assertion assertion(String behaviour) {
        var value = switch (behaviour) {
            case "passes" -> "hurts";
            case "fails" -> "zzz";
            case "errs" -> "";
            default -> throw new IllegalArgumentException(behaviour);
        };
        return new Assertion("contains", new TextNode(value), null, null, null);
    }

    private static MustHave mustHave(String id, Assertion assertion) {
        return new MustHave(id, "says", assertion, null);
    }

    private static MustNot mustNot(String id, Assertion detect) {
        return new MustNot(id, "says", List.of("bad"), null, detect);
    }

    private static CriteriaDocument criteria(List<MustHave> haves, List<MustNot> nots) {
        return new CriteriaDocument("pm@care.example", haves, nots, null, null, null, null);
    }

    private static Case evalCase(@Nullable Double threshold, Assertion... assertions) {
        return new Case("c", null, Map.of(), List.of(assertions), threshold, null, null, null);
    }
}
