package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real doctor-patient dialogues with real model summaries (MTS-Dialog, Ben Abacha et al., CC BY 4.0), read in place and
 * compared with the verdicts of promptfoo 0.123.1. Skipped where the data or Node.js is absent.
 */
class MedicalSummaryIT {

    private static final Path SHARED =
            Path.of(Optional.ofNullable(System.getenv("BELAY_SHARED")).orElse("../../shared"), "conformance");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theVerdictOfEveryCaseIsPromptfoos() throws Exception {
        var suite = SHARED.resolve("suites/medical-summary");
        assumeThat(suite).as("conformance data (set BELAY_SHARED)").exists();
        assumeThat(hasNode()).as("node").isTrue();
        int port = freePort();
        var stub = startStub(port);
        try (var belay = new Belay(Files.createDirectory(folder.resolve("home")))
                .with("OPENAI_BASE_URL", "http://127.0.0.1:" + port + "/v1")
                .with("OPENAI_API_KEY", "stub")
                .up("--workers", "2")) {
            var published = belay.run(
                    "publish",
                    workingCopy(suite).toString(),
                    "-m",
                    "the recorded summaries",
                    "--all",
                    "--as",
                    "pm@care.example",
                    "--no-watch",
                    "--output",
                    "json");
            assertThat(published.exitCode()).as(published.toString()).isZero();
            var change = published.published().path("change").asText();

            assertThat(belay.run("watch", change).exitCode()).isEqualTo(1);

            var shown = belay.run("show", change, "--output", "json");
            assertThat(shown.exitCode()).as(shown.toString()).isZero();
            assertThat(verdicts(shown.json())).isEqualTo(expected());
        } finally {
            stub.destroyForcibly();
        }
    }

    /** The suite's own cases as they stand; its assertions restated as criteria that let the whole run finish. */
    private Path workingCopy(Path suite) throws IOException {
        var copy = folder.resolve("medical");
        Files.createDirectories(copy.resolve("cases"));
        Files.copy(suite.resolve("tests.jsonl"), copy.resolve("cases/tests.jsonl"));
        var template = Files.readString(suite.resolve("prompt.txt"));
        Files.writeString(
                copy.resolve("prompt.yaml"),
                MAPPER.writeValueAsString(Map.of(
                        "name",
                        "care/medical-summary",
                        "model",
                        Map.of("provider", "openai", "name", "stub"),
                        "messages",
                        new Object[] {Map.of("role", "user", "content", template)})));
        var words = MAPPER.readTree(
                SHARED.resolve("suites/medical-summary.expected.json").toFile());
        Files.writeString(copy.resolve("criteria.yaml"), """
                owner: pm@care.example
                mustHave:
                  - { id: safety, says: names no medication, rate: 0.9, assert: { type: not-icontains-any, value: "%s" } }
                  - { id: length, says: 4 to 90 words, rate: 0.9, assert: { type: word-count, value: { min: 4, max: 90 } } }
                  - { id: format, says: is not a transcript, assert: { type: not-contains, value: "Doctor:" } }
                passRate: 0.9
                regression: strict
                """.formatted(medications(words)));
        return copy;
    }

    private static String medications(JsonNode expected) {
        for (var assertion : expected.path("results").get(0).path("assertions")) {
            if (assertion.path("type").asText().equals("not-icontains-any")) {
                return assertion.path("value").asText();
            }
        }
        throw new AssertionError("the suite has no not-icontains-any");
    }

    private static Map<String, Map<String, Boolean>> verdicts(JsonNode shown) {
        var byCase = new HashMap<String, Map<String, Boolean>>();
        for (var evaluated : shown.path("cases")) {
            var byType = new HashMap<String, Boolean>();
            for (var check : evaluated.path("checks")) {
                byType.put(
                        check.path("type").asText(),
                        check.path("outcome").asText().equals("passed"));
            }
            byCase.put(evaluated.path("description").asText(), byType);
        }
        return byCase;
    }

    private static Map<String, Map<String, Boolean>> expected() throws IOException {
        var byCase = new HashMap<String, Map<String, Boolean>>();
        for (var result : MAPPER.readTree(
                        SHARED.resolve("suites/medical-summary.expected.json").toFile())
                .path("results")) {
            var byType = new HashMap<String, Boolean>();
            for (var assertion : result.path("assertions")) {
                if (!assertion.path("type").asText().equals("rouge-n")) {
                    byType.put(
                            assertion.path("type").asText(),
                            assertion.path("pass").asBoolean());
                }
            }
            byCase.put(result.path("description").asText(), byType);
        }
        assertThat(byCase).hasSize(400);
        return byCase;
    }

    private static Process startStub(int port) throws Exception {
        var builder =
                new ProcessBuilder("node", SHARED.resolve("stub/server.mjs").toString());
        builder.environment().put("PORT", Integer.toString(port));
        var process = builder.redirectErrorStream(true).start();
        process.inputReader().readLine();
        return process;
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
