package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that fails, and a judge that is a model too. */
class ModelFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PM = "pm@faults.example";

    /** Calls that a worker has under way at most, and so may lose when it is killed. */
    private static final int SLOTS = 32;

    private static final int CASES = 300;

    @TempDir
    static Path folder;

    private static ModelStub model;
    private static Belay belay;

    @BeforeAll
    static void start() throws Exception {
        model = new ModelStub(Duration.ofMillis(50));
        belay = new Belay(Files.createDirectory(folder.resolve("home")))
                .with("OPENAI_BASE_URL", model.baseUrl())
                .with("OPENAI_API_KEY", "stub")
                .with("BELAY_JUDGE", "openai:judge-model")
                .with("BELAY_WORKER_EXECUTION_CALL_TIMEOUT", "10s")
                .with("BELAY_WORKER_LEDGER_LEASE", "15s")
                .with("BELAY_WORKER_PLAN_LEASE", "20s")
                .up("--workers", "2");
    }

    @AfterAll
    static void stop() throws Exception {
        belay.close();
        model.close();
    }

    @Test
    void aRunThroughFaultsAndKilledWorkersEndsAsAnUndisturbedOneDoes() throws Exception {
        var calm = decided("faulty/calm");
        int before = model.answers();

        model.failFirstCalls(20);
        var change = publish("faulty/stormy");
        await().atMost(PATIENCE).until(() -> model.answers() - before >= 60);
        belay.kill("eval-worker-1");
        await().atMost(PATIENCE).until(() -> model.answers() - before >= 160);
        belay.kill("eval-worker-2");

        assertThat(belay.run("watch", change).exitCode())
                .as("replies that came broken were paid, so they are not asked again unbidden")
                .isEqualTo(4);
        var held = belay.get("/v1/runs/" + change + ".1");
        assertThat(held.path("errors").asInt()).isBetween(1, CASES / 5);
        var retried = belay.run("retry", change);
        model.failFirstCalls(0);

        assertThat(retried.exitCode()).as(retried.toString()).isZero();
        assertThat(verdicts(change)).isEqualTo(calm);
        assertThat(repeated("faulty-stormy")).isLessThanOrEqualTo(2 * SLOTS);
    }

    @Test
    void aJudgesRepliesArePaidOnceAndItsVerdictsNameIt() throws Exception {
        model.answerWith(text -> text.contains("<Rubric>")
                ? "{\"pass\": %s, \"score\": 0.5, \"reason\": \"seen\"}".formatted(!text.contains("number 7 of"))
                : "Summary of: " + text);
        var prompt = PromptFolder.at(folder.resolve("judged"), "faulty/judged")
                .prompt("Summarise for faulty-judged.")
                .judgedCriteria(PM, "sums the note up")
                .cases(10);

        var first = belay.run(
                "publish", prompt.path().toString(), "-m", "judged", "--check", "--as", PM, "--output", "json");
        int callsOfOne = model.calls();
        var again = belay.run("publish", prompt.path().toString(), "-m", "again", "--as", PM, "--output", "json");
        model.answerWith(text -> "Summary of: " + text);

        assertThat(first.exitCode()).as(first.toString()).isEqualTo(1);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(model.calls()).isEqualTo(callsOfOne);
        var results = belay.get("/v1/runs/" + again.published().path("run").asText() + "/results?limit=100");
        assertThat(results).hasSize(10).allSatisfy(result -> {
            var check = result.path("checks").path(0);
            assertThat(check.path("outcome").asText())
                    .isEqualTo(result.path("caseId").asText().equals("note-7") ? "failed" : "passed");
            assertThat(check.path("judge").path("model").asText()).isEqualTo("judge-model");
            assertThat(check.path("judge").path("prompt").asText()).startsWith("sha256:");
            var reply = belay.get("/v1/completions/"
                    + check.path("judge").path("completions").path(0).asText());
            assertThat(reply.path("text").asText()).contains("seen");
        });
    }

    private static Map<String, String> decided(String prompt) throws Exception {
        var change = publish(prompt);
        assertThat(belay.run("watch", change).exitCode()).isZero();
        return verdicts(change);
    }

    /** One case of fifty fails, which the PM allows. */
    private static String publish(String prompt) throws Exception {
        var copy = PromptFolder.at(folder.resolve(prompt.replace('/', '-')), prompt)
                .prompt("Summarise for " + prompt.replace('/', '-') + ".")
                .criteria(PM, "forbidden")
                .passRate(0.95)
                .casesOfWhichFail(CASES, 50);
        var published = belay.run(
                "publish", copy.path().toString(), "-m", "faults", "--no-watch", "--as", PM, "--output", "json");
        assertThat(published.exitCode()).as(published.toString()).isZero();
        return published.published().path("change").asText();
    }

    /** Of each case, the newest. */
    private static Map<String, String> verdicts(String change) {
        var verdicts = new TreeMap<String, String>();
        for (JsonNode result : belay.get("/v1/runs/" + change + ".1/results?limit=1000")) {
            verdicts.put(result.path("caseId").asText(), result.path("outcome").asText());
        }
        assertThat(verdicts).hasSize(CASES);
        return verdicts;
    }

    private static long repeated(String instruction) {
        return model.answered().entrySet().stream()
                .filter(call -> call.getKey().contains(instruction))
                .mapToInt(call -> call.getValue().get() - 1)
                .sum();
    }
}
