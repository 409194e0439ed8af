package dev.belay.evaluation.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    @Test
    void recordsThatWereReadAreSoundAndStayAsTheyAre(@TempDir Path directory) throws IOException {
        var folder = FolderFixture.in(directory).sound();

        var checked = Documents.check(folder.prompt(), folder.criteria(), folder.cases());

        assertThat(checked.isSound()).isTrue();
        assertThat(checked.prompt()).isEqualTo(folder.prompt());
        assertThat(checked.criteria()).isEqualTo(folder.criteria());
        assertThat(checked.cases()).isEqualTo(folder.cases());
    }

    @Test
    void recordsAreJudgedByTheSameRulesAsFiles(@TempDir Path directory) throws IOException {
        var folder = FolderFixture.in(directory).sound();
        var prompt = folder.prompt();
        var other = new PromptDocument("visit-summary", null, prompt.model(), prompt.messages(), null, null);

        assertThat(Documents.check(other, folder.criteria(), folder.cases()).problems())
                .containsExactly(new FieldProblem(
                        "/document/name", "\"visit-summary\" (expected: team/name of letters, digits, . _ -)"));
    }

    @Test
    void eachDocumentMayBeCheckedAlone() {
        assertThat(Documents.checkJson(yaml(FolderFixture.PROMPT), null, List.of())
                        .isSound())
                .isTrue();
        assertThat(Documents.checkJson(null, yaml(FolderFixture.CRITERIA), List.of())
                        .criteria())
                .isNotNull();
        assertThat(Documents.checkJson(null, null, List.of()).isSound()).isTrue();
    }

    @Test
    void whatIsGivenIsNotChanged() {
        var prompt = yaml(FolderFixture.PROMPT.replaceFirst("model: .*", "model: simulated:care"));
        var before = prompt.deepCopy();

        Documents.checkJson(prompt, null, List.of());

        assertThat(prompt).isEqualTo(before);
    }

    /** REST hands over whatever somebody sent. */
    @Property(tries = 500)
    void anyValueAnywhereIsAProblemOrFineAndNeverAnException(
            @ForAll @IntRange(max = 10_000) int place, @ForAll("values") JsonNode value) {
        var all = JsonNodeFactory.instance.objectNode();
        all.set("document", yaml(FolderFixture.PROMPT));
        all.set("criteria", yaml(FolderFixture.CRITERIA));
        all.set("cases", yaml(FolderFixture.CASES));
        var pointers = new ArrayList<JsonPointer>();
        collect(all, JsonPointer.empty(), pointers);
        replace(all, pointers.get(place % pointers.size()), value);

        var checked = Documents.checkJson(
                all.path("document"),
                all.path("criteria"),
                List.of(all.path("cases").get(0), all.path("cases").get(1)));

        assertThat(checked.isSound())
                .isEqualTo(checked.prompt() != null
                        && checked.criteria() != null
                        && checked.problems().isEmpty());
        assertThat(checked.problems())
                .allSatisfy(problem -> assertThat(problem.pointer()).matches("/(document|criteria|cases/\\d+)(/.*)?"));
    }

    @Provide
    Arbitrary<JsonNode> values() {
        return Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1",
                        "1.5",
                        "95",
                        "1e300",
                        "12345678901234567890",
                        "\"\"",
                        "\" \"",
                        "\"x\"",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "\"{{a}}\"",
                        "\"{{#a}}\"",
                        "\"(\"",
                        "\"openai:\"",
                        "\":x\"",
                        "[]",
                        "[null]",
                        "[[]]",
                        "[1,\"x\"]",
                        "{}",
                        "{\"\":1}",
                        "{\"a/b\":{\"~\":null}}",
                        "[{\"type\":\"contains\",\"value\":{}}]",
                        "{\"type\":\"regex\",\"value\":[]}",
                        "{\"id\":[]}")
                .map(DocumentsTest::json)
                .injectDuplicates(0.1)
                .map(value -> value.equals(json("1e300")) ? DoubleNode.valueOf(Double.POSITIVE_INFINITY) : value);
    }

    private static void collect(JsonNode value, JsonPointer at, List<JsonPointer> pointers) {
        boolean part = !at.matches() && !at.head().matches();
        if (part) {
            pointers.add(at);
        }
        value.properties().forEach(member -> collect(member.getValue(), at.appendProperty(member.getKey()), pointers));
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            collect(value.get(i), at.appendIndex(i), pointers);
        }
    }

    private static void replace(JsonNode root, JsonPointer at, JsonNode value) {
        switch (root.at(at.head())) {
            case ObjectNode object -> object.set(at.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(at.last().getMatchingIndex(), value);
            default -> throw new IllegalStateException("no container at " + at.head());
        }
    }

    private static JsonNode yaml(String text) {
        return YamlText.read(text, "file.yaml", new Mistakes()).getFirst().value();
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
