package dev.belay.evaluation.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {

    @TempDir
    Path directory;

    @Test
    void csvColumnsAreVariablesExceptTheOnesWithAMeaning() throws IOException {
        var folder = FolderFixture.in(directory)
                .with("cases/edge.yaml", "- { vars: { note: x }, failureMode: no-diagnosis }")
                .with("cases/more.csv", """
                        id,note,from,failureMode,tags,__description,__threshold,__expected,__expected1,__metric
                        c1,"a, ""b""\",incident 7,no-diagnosis,"x, y",says,0.5,contains:foo,plain text,m
                        ,,,,,,,,,
                        c2,,,,,,,,,
                        """)
                .sound();

        var first = folder.cases().get(1);
        assertThat(first.id()).isEqualTo("c1");
        assertThat(first.vars()).containsOnlyKeys("note");
        assertThat(first.vars().get("note").textValue()).isEqualTo("a, \"b\"");
        assertThat(first.from()).isEqualTo("incident 7");
        assertThat(first.tags()).containsExactly("x", "y");
        assertThat(first.description()).isEqualTo("says");
        assertThat(first.threshold()).isEqualTo(0.5);
        assertThat(first.assertionsOrNone())
                .containsExactly(
                        assertion("{\"type\":\"contains\",\"value\":\"foo\",\"metric\":\"m\"}"),
                        assertion("{\"type\":\"equals\",\"value\":\"plain text\",\"metric\":\"m\"}"));
        assertThat(folder.cases().get(2).id()).startsWith("case-");
        assertThat(folder.cases().get(3).from()).isNull();
        assertThat(folder.cases().get(3).vars().get("note").textValue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "contains:foo|{\"type\":\"contains\",\"value\":\"foo\"}",
                "contains: foo |{\"type\":\"contains\",\"value\":\"foo\"}",
                "not-contains:a:b|{\"type\":\"not-contains\",\"value\":\"a:b\"}",
                "icontains-any:a, b|{\"type\":\"icontains-any\",\"value\":[\"a\",\"b\"]}",
                "not-contains-all:a,b|{\"type\":\"not-contains-all\",\"value\":[\"a\",\"b\"]}",
                "regex:\\d+|{\"type\":\"regex\",\"value\":\"\\\\d+\"}",
                "latency(1000)|{\"type\":\"latency\",\"threshold\":1000.0}",
                "cost(0.5)|{\"type\":\"cost\",\"threshold\":0.5}",
                "is-json|{\"type\":\"is-json\"}",
                "equals:|{\"type\":\"equals\",\"value\":\"\"}",
                "word-count:5|{\"type\":\"word-count\",\"value\":\"5\"}",
                "javascript:1+1|{\"type\":\"javascript\",\"value\":\"1+1\"}",
                "grade: is kind|{\"type\":\"llm-rubric\",\"value\":\" is kind\"}",
                "similar:x|{\"type\":\"similar\",\"value\":\"x\",\"threshold\":0.8}",
                "levenshtein:x|{\"type\":\"levenshtein\",\"value\":\"x\",\"threshold\":0.75}",
                "levenshtein(3):x|{\"type\":\"levenshtein\",\"value\":\"x\",\"threshold\":3.0}",
                "bleu(0.7):x|{\"type\":\"bleu\",\"value\":\"x\"}",
                "plain text|{\"type\":\"equals\",\"value\":\"plain text\"}",
                "note: see page 2|{\"type\":\"equals\",\"value\":\"note: see page 2\"}",
            })
    void expectedCellIsPromptfoosShorthand(String cell, String assertion) throws IOException {
        assertThat((JsonNode) ExpectedCell.assertion(cell))
                .isEqualTo(EventJson.mapper().readTree(assertion));
    }

    @Test
    void jsonAndJsonLinesTakePromptfoosTestShape() throws IOException {
        var line = "{\"description\":\"d\",\"vars\":{\"note\":\"n%d\",\"k\":{\"a\":[1,null]}},\"threshold\":0.8,"
                + "\"assert\":[{\"type\":\"contains\",\"value\":\"x\"}],\"metadata\":{\"team\":\"t\"}}";
        var folder = FolderFixture.in(directory)
                .with("cases/edge.yaml", "{ vars: { note: x }, failureMode: no-diagnosis }")
                .with("cases/a.jsonl", line.formatted(1) + "\n\n" + line.formatted(2) + "\n")
                .with("cases/b.json", "[" + line.formatted(3) + ",\n" + line.formatted(4) + "]")
                .with("cases/c.json", line.formatted(5))
                .sound();

        assertThat(folder.cases()).hasSize(6).extracting("id").doesNotHaveDuplicates();
        assertThat(folder.cases().getFirst().description()).isEqualTo("d");
        assertThat(folder.cases().getFirst().vars().get("k").toString()).isEqualTo("{\"a\":[1,null]}");
        assertThat(folder.warnings())
                .hasSize(5)
                .first()
                .hasToString("cases/a.jsonl:1: metadata: not kept; put what matters into tags");
    }

    @Test
    void caseWrittenTwiceCountsTwiceAndIsWarnedOf() throws IOException {
        var folder = FolderFixture.in(directory)
                .with("cases/edge.yaml", "- { vars: { note: x }, failureMode: no-diagnosis }\n- vars: { note: x }\n")
                .sound();

        assertThat(folder.cases().get(1).id()).isEqualTo(folder.cases().get(0).id() + "-2");
        assertThat(folder.warnings())
                .extracting(Problem::toString)
                .containsExactly("cases/edge.yaml:2: the same variables as an earlier case; counts as one more case");
    }

    /** 400 real dialogues, in place: the data is other people's and is not copied. */
    @Test
    void medicalSummarySuiteIsReadAsItStands() throws IOException {
        var suite = SharedData.directory().resolve("conformance/suites/medical-summary");
        Assumptions.assumeTrue(Files.isDirectory(suite), "skipped: no conformance data; set BELAY_SHARED");
        var prompt = """
                name: care/medical-summary
                model: openai:stub
                messages: [{ role: user, content: "%s" }]
                """.formatted(
                        Files.readString(suite.resolve("prompt.txt")).strip().replace("\n", "\\n"));
        var folder = FolderFixture.in(directory)
                .without("criteria.yaml")
                .without("cases/edge.yaml")
                .with("prompt.yaml", prompt)
                .with("cases/tests.jsonl", Files.readAllBytes(suite.resolve("tests.jsonl")))
                .sound();

        assertThat(folder.cases()).extracting("id").hasSize(400).doesNotHaveDuplicates();
        assertThat(folder.cases()).allSatisfy(evalCase -> {
            assertThat(evalCase.description()).startsWith("mts-");
            assertThat(evalCase.threshold()).isEqualTo(0.8);
            assertThat(evalCase.vars()).containsOnlyKeys("dialogue", "reference", "choice");
        });
    }

    @Test
    void caseThatIsARecordAlreadyIsCheckedByTheSameRules() throws IOException {
        var prompt = EventJson.mapper()
                .readTree("{\"name\":\"a/b\",\"model\":\"openai:x\",\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"{{a}}{{b}}\"}]}");
        var cases = List.of(
                EventJson.mapper().readTree("{\"id\":\"x\",\"vars\":{\"a\":1}}"),
                EventJson.mapper().readTree("{\"id\":\"x\",\"vars\":{\"a\":1,\"b\":2},\"tgs\":[]}"));

        var checked = Documents.checkJson(prompt, null, cases);

        assertThat(checked.prompt().model().provider()).isEqualTo("openai");
        assertThat(checked.problems())
                .containsExactlyInAnyOrder(
                        new FieldProblem("/cases/1/tgs", "unknown field; did you mean \"tags\"?"),
                        new FieldProblem(
                                "/cases/1/id",
                                "the id \"x\" is also that of case 1 of this list; give each case its own, or remove one"),
                        new FieldProblem(
                                "/cases/0/vars",
                                "the prompt uses {{b}}, but case x has no value for it; add one (\"\" for none)"));
    }

    private static Assertion assertion(String json) throws IOException {
        return EventJson.mapper().readValue(json, Assertion.class);
    }
}
