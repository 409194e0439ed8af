package dev.belay.evaluation.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentWriterTest {

    @Test
    void whatIsWrittenIsEqualWhenReadBack(@TempDir Path directory) throws IOException {
        var read = FolderFixture.in(directory).sound();

        var again = FolderFixture.in(directory)
                .with("prompt.yaml", DocumentWriter.prompt(read.prompt()))
                .with("criteria.yaml", DocumentWriter.criteria(read.criteria()))
                .with("cases/edge.yaml", DocumentWriter.cases(read.cases()))
                .sound();

        assertThat(again).isEqualTo(read);
    }

    @Test
    void whatIsWrittenIsPleasantToRead(@TempDir Path directory) throws IOException {
        var read = FolderFixture.in(directory).sound();
        var prompt = new PromptDocument(
                "care/visit-summary",
                null,
                read.prompt().model(),
                List.of(
                        new Message(Role.SYSTEM, "Summarise the visit.\nCite the note.\n"),
                        new Message(Role.USER, "{{note}}")),
                null,
                null);

        assertThat(DocumentWriter.prompt(prompt)).isEqualTo("""
                        name: care/visit-summary
                        model:
                          provider: openai
                          name: gpt-4.1-mini
                          temperature: 0.2
                          maxTokens: 400
                        messages:
                        - role: system
                          content: |
                            Summarise the visit.
                            Cite the note.
                        - role: user
                          content: '{{note}}'
                        """);
        assertThat(DocumentWriter.criteria(read.criteria()))
                .contains("  assert: {type: regex, value: '\\[\\d+\\]'}\n")
                .contains("detect: {type: icontains-any, value: [ibuprofen, naproxen]}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes",
                "no",
                "null",
                "~",
                "",
                " ",
                "007",
                "1e3",
                "0x1F",
                "1_000",
                "12:30",
                "2026-11-22",
                "- a",
                "a: b",
                "a #b",
                "#",
                "{{x}}",
                "[x]",
                "'",
                "\"",
                "\\",
                "\t",
                " lead",
                "trail ",
                "a\n",
                "a\n\n",
                "\na",
                "\n",
                " \n ",
                " a\nb",
                "a\n b",
                "a \nb",
                "a\n\tb",
                "a\r\nb",
                "a\rb",
                "…",
                "\u0085",
                "\u2028",
                "\u00a0",
                "\uFEFF",
                "\u0007",
                "😀",
                "---",
                "...",
                "a\n---\nb",
                "%YAML",
                "@a",
                "`a",
                "!a",
                "&a",
                "*a",
                "|",
                ">",
                "? a",
                ": a",
                "key: |\n  x",
                "=",
                "<<"
            })
    void oddTextsComeBack(String text) {
        assertThat(throughYaml(text)).isEqualTo(text);
    }

    @Property(tries = 400)
    void anyTextComesBack(@ForAll("texts") String text) {
        assertThat(throughYaml(text)).isEqualTo(text);
    }

    /** Mostly what YAML finds special, sometimes any character that UTF-8 has. */
    @Provide
    Arbitrary<String> texts() {
        var special = Arbitraries.strings().withChars(" \n\r\t:#-?'\"\\{}[],&*!|>%@`~=.ab1\u0085\u00a0\u2028\uFEFF");
        var any = Arbitraries.strings()
                .all()
                .ofMaxLength(24)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        return Arbitraries.oneOf(special.ofMaxLength(24), special.ofMaxLength(24), any);
    }

    @Test
    void valuesOfEveryTypeComeBack() throws IOException {
        var vars = EventJson.mapper()
                .readTree("{\"i\":5,\"l\":9007199254740991,\"d\":0.1,\"e\":1.0E21,\"z\":-0.0,\"b\":true,"
                        + "\"o\":{\"a\":[1,null,\"x\",{\"type\":\"t\"}],\"empty\":{}},\"n\":[]}");
        var written = new Case("c", null, fields(vars), null, 1.0, null, null, List.of());

        var source = YamlText.read(DocumentWriter.cases(List.of(written)), "cases.yaml", new Mistakes());

        var checked = Documents.checkJson(
                null, null, List.of(source.getFirst().value().get(0)));
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.cases()).containsExactly(written);
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        return EventJson.mapper().convertValue(object, new TypeReference<Map<String, JsonNode>>() {});
    }

    /** As a value and as a key, alone and in a list. */
    private static String throughYaml(String text) {
        var value = JsonNodeFactory.instance
                .arrayNode()
                .add(text)
                .add(JsonNodeFactory.instance.objectNode().put("k" + text, text));
        var written = new Case("c", text, Map.of("v", value), null, null, null, null, null);
        var mistakes = new Mistakes();
        var source = YamlText.read(DocumentWriter.cases(List.of(written)), "cases.yaml", mistakes);
        assertThat(mistakes.all()).isEmpty();
        var read = source.getFirst().value().get(0);
        assertThat(read.path("vars").path("v").toString()).isEqualTo(value.toString());
        return read.path("description").textValue();
    }
}
