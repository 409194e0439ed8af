package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.system.WorkerKills.Kill;
import dev.belay.system.model.Faults;
import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that fails, and a judge that is a model too. */
@Tag("everything")
class ModelFaultsIT {

    private static final String PM = "pm@faults.example";

    /** The slots of one worker: as many calls as a kill can cost. */
    private static final int SLOTS = 32;

    private static final int CASES = Integer.getInteger("faults.cases", 160);
    private static final int KILLS = Integer.getInteger("faults.kills", 2);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int MOST_RETRIES = 3;

    @TempDir
    static Path folder;

    private static StubbedPlatform platform;
    private static ModelStub model;

    @BeforeAll
    static void start() throws Exception {
        platform = StubbedPlatform.in(folder, Latency.fixed(50))
                .with("BELAY_JUDGE", "openai:judge-model")
                .withShortLeases()
                .up(2);
        platform.belay().patience(Duration.ofMinutes(4).plusMillis(200L * CASES));
        model = platform.model();
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    /** {@code -Dfaults.cases=5000 -Dfaults.kills=10}; {@code -Dfaults.seed} repeats the kills of a run before. */
    @Test
    void aRunThroughFaultsAndKilledWorkersEndsAsAnUndisturbedOneDoes() throws Exception {
        var calm = publish("faulty/calm");
        assertThat(platform.watch(calm)).isZero();

        model.fail(Faults.of(20));
        var stormy = publish("faulty/stormy");
        List<Kill> kills;
        Map<String, String> errored;
        try (var killing = WorkerKills.begin(platform, KILLS, CASES, SEED)) {
            assertThat(platform.watch(stormy))
                    .as("replies that came broken were paid, so they are not asked again unbidden")
                    .isEqualTo(StubbedPlatform.UNDECIDED);
            var held = platform.belay().get("/v1/runs/" + stormy + ".1");
            assertThat(held.path("errors").asInt()).isBetween(1, CASES / 5);
            errored = platform.errors(stormy);
            assertThat(retried(stormy)).isZero();
            kills = killing.kills();
        }
        model.fail(Faults.NONE);

        var repeated = model.log().repeated("faulty-stormy");
        System.out.printf(
                "%d cases, %d kills with -Dfaults.seed=%d: %d calls, %d of them asked again after a kill%n",
                CASES, kills.size(), SEED, model.log().calls("faulty-stormy"), repeated.size());
        assertThat(platform.verdicts(stormy)).hasSize(CASES).isEqualTo(platform.verdicts(calm));
        assertThat(repeated).hasSizeLessThanOrEqualTo(kills.size() * SLOTS);
        assertThat(repeated)
                .filteredOn(call -> kills.stream().noneMatch(kill -> kill.explains(call)))
                .as("answered, and asked again, though no worker had it in flight when it was killed, by %s", kills)
                .extracting(call -> "%s, before the retry %s"
                        .formatted(model.log().callsOf(call.request()), errored.get(caseOf(call.request()))))
                .isEmpty();
        assertThat(model.log().repeated("faulty-calm")).isEmpty();
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

        var belay = platform.belay();

        var first = belay.run(
                "publish",
                prompt.path().toString(),
                "-m",
                "judged",
                "--check",
                "--all",
                "--as",
                PM,
                "--output",
                "json");
        int callsOfOne = model.calls();
        var again =
                belay.run("publish", prompt.path().toString(), "-m", "again", "--all", "--as", PM, "--output", "json");
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

    /** As {@link PromptFolder#casesOfWhichFail} names it. */
    private static String caseOf(String request) {
        return request.replaceFirst(".*note number (\\d+) of.*", "note-$1");
    }

    /** The last exit code: a worker that is killed during a retry may leave errors to the next one. */
    private static int retried(String change) throws Exception {
        int exitCode = StubbedPlatform.UNDECIDED;
        for (int retry = 0; retry < MOST_RETRIES && exitCode == StubbedPlatform.UNDECIDED; retry++) {
            exitCode = platform.retry(change);
        }
        return exitCode;
    }

    /** One case of fifty fails, which the PM allows. */
    private static String publish(String prompt) throws Exception {
        var name = prompt.replace('/', '-');
        return platform.publish(
                PromptFolder.at(folder.resolve(name), prompt)
                        .prompt("Summarise for " + name + ".")
                        .criteria(PM, "forbidden")
                        .passRate(0.95)
                        .casesOfWhichFail(CASES, 50),
                PM);
    }
}
