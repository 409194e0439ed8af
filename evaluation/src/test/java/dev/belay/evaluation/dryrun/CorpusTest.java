package dev.belay.evaluation.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.document.SharedData;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import dev.belay.evaluation.provider.StubServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every real configuration agrees with what promptfoo made of it, question by question. */
class CorpusTest {
    private static final Path CONFORMANCE = SharedData.directory().resolve("conformance");
    private static final Path CORPUS = CONFORMANCE.resolve("promptfoo");
    private static final double EXACT = 1e-6;

    private static StubServer stub;

    @TempDir
    Path copy;

    @BeforeAll
    static void startStub() throws IOException {
        stub = StubServer.start(CORPUS.resolve("replies.json").toAbsolutePath());
    }

    @AfterAll
    static void stopStub() {
        if (stub != null) {
            stub.close();
        }
    }

    static Stream<String> suites() throws IOException {
        if (!Files.isDirectory(CORPUS)) {
            return Stream.of("absent");
        }
        try (var files = Files.list(CORPUS.resolve("expected"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void agrees(String suite) throws Exception {
        agrees(CORPUS.resolve(suite), CORPUS.resolve("expected/" + suite + ".json"));
    }

    @Test
    void agreesOnFourHundredMedicalSummaries() throws Exception {
        var suites = CONFORMANCE.resolve("suites");
        agrees(suites.resolve("medical-summary"), suites.resolve("medical-summary.expected.json"));
    }

    private void agrees(Path suite, Path expectation) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(CORPUS), "skipped: no conformance data; set BELAY_SHARED");
        copied(suite);
        var expected = EventJson.mapper().readTree(expectation.toFile());

        var checker = new Checker();
        var reading = new PromptfooReader(Judging.types(checker), Connections::isAvailable)
                .read(copy.resolve("promptfooconfig.yaml"));
        assertThat(reading.isRunnable()).as(reading.obstacles().toString()).isTrue();
        var connections = new Connections(Map.of());
        var results = new LocalRun(
                        connections, new Judging(checker, connections, Judging.STANDARD_GRADER), 16, none -> {})
                .run(reading.plan());
        var actual = RunReport.of("", reading.plan(), results).json();

        var softly = new SoftAssertions();
        same(softly, "stats", actual.path("stats"), expected.path("stats"));
        same(softly, "prompts", actual.path("prompts"), expected.path("prompts"));
        assertThat(actual.path("results").size())
                .isEqualTo(expected.path("results").size());
        for (int i = 0; i < expected.path("results").size(); i++) {
            result(
                    softly,
                    i,
                    actual.path("results").get(i),
                    expected.path("results").get(i));
        }
        softly.assertAll();
    }

    private static void result(SoftAssertions softly, int index, JsonNode actual, JsonNode expected) {
        expected.properties().forEach(field -> {
            var name = field.getKey();
            if (!name.equals("error")) {
                same(softly, index + "." + name, actual.path(name), field.getValue());
            }
        });
        softly.assertThat(actual.has("error")).as(index + ".error").isEqualTo(expected.has("error"));
    }

    private static void same(SoftAssertions softly, String where, JsonNode actual, JsonNode expected) {
        if (expected.asText().equals("[REDACTED]")) {
            // promptfoo takes a long variable for a secret when it writes results.
            return;
        }
        if (expected.isNumber() && actual.isNumber()) {
            softly.assertThat(actual.doubleValue()).as(where).isCloseTo(expected.doubleValue(), within(EXACT));
        } else if (expected.isContainerNode() && actual.getNodeType() == expected.getNodeType()) {
            softly.assertThat(actual.size()).as(where + " of " + actual).isEqualTo(expected.size());
            expected.properties()
                    .forEach(field ->
                            same(softly, where + "." + field.getKey(), actual.path(field.getKey()), field.getValue()));
            for (int i = 0; expected.isArray() && i < expected.size(); i++) {
                same(softly, where + "." + i, actual.path(i), expected.get(i));
            }
        } else {
            softly.assertThat(JsonText.print(actual)).as(where).isEqualTo(JsonText.print(expected));
        }
    }

    /** The files of one suite, for as long as the test runs, with the stub's address in them. */
    private void copied(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                var text = Files.readString(file, StandardCharsets.UTF_8);
                Files.writeString(to, text.replace("http://127.0.0.1:8089", stub.address()));
            }
        }
    }
}
