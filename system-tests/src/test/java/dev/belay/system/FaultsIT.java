package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.topic.Topic;
import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes die without warning, events come twice, and bytes mean nothing: the right prompt is live all the same. */
class FaultsIT {

    private static final String PM = "pm@faults.example";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The slots of one worker: as many calls as can be in flight when it is killed. */
    private static final int SLOTS = 32;

    @TempDir
    static Path folder;

    private static StubbedPlatform platform;
    private static ModelStub model;
    private static Belay belay;

    @BeforeAll
    static void start() throws Exception {
        platform =
                StubbedPlatform.in(folder, Latency.fixed(100)).withShortLeases().up(2);
        model = platform.model();
        belay = platform.belay();
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Test
    void aWorkerKilledInMidRunLosesNothingAndPaysNothingTwiceButWhatWasInFlight() throws Exception {
        var answersBefore = model.answers();
        var published = publish("faults/killed-worker", 200, "Summarise.");
        await().atMost(PATIENCE).until(() -> model.answers() - answersBefore >= 40);

        belay.kill("eval-worker-1");

        assertThat(platform.watch(published)).isZero();
        assertDecidedOnce(published, "dev.belay.change.approved.v1");
        assertThat(model.log().repeated("faults-killed-worker")).hasSizeLessThanOrEqualTo(SLOTS);
        assertThat(model.answers() - answersBefore).isBetween(200, 200 + SLOTS);
        assertLive("faults/killed-worker", 1);
    }

    @Test
    @Tag("everything")
    void aWorkerThatJoinsInTheMiddleTakesItsShare() throws Exception {
        model.latency(Latency.fixed(2_000));
        var published = publish("faults/third-worker", 600, "Summarise well.");
        belay.post("/platform/workers", "{\"count\": 3}");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> callsMadeBy("eval-worker-3") > 0);
        model.latency(Latency.fixed(20));

        assertThat(platform.watch(published)).isZero();

        for (var worker : List.of("eval-worker-1", "eval-worker-2", "eval-worker-3")) {
            assertThat(callsMadeBy(worker)).as(worker).isPositive();
        }
        assertDecidedOnce(published, "dev.belay.change.approved.v1");
    }

    @Test
    void theGateKilledBetweenResultsAndDecisionDecidesOnce() throws Exception {
        var answersBefore = model.answers();
        var published = publish("faults/killed-gate", 120, "Summarise briefly.");
        await().atMost(PATIENCE).until(() -> model.answers() - answersBefore >= 110);

        belay.kill("gate-service");

        assertThat(platform.watch(published)).isZero();
        assertDecidedOnce(published, "dev.belay.change.approved.v1");
        assertLive("faults/killed-gate", 1);
    }

    @Test
    void aKilledDeployerServesWhatWasLiveAndMissesNothing() throws Exception {
        assertThat(platform.watch(publish("faults/killed-deployer", 5, "Summarise once.")))
                .isZero();
        assertLive("faults/killed-deployer", 1);
        var second = publish("faults/killed-deployer", 5, "Summarise twice.");

        belay.kill("prompt-deployer");

        assertThat(platform.watch(second)).isZero();
        assertLive("faults/killed-deployer", 2);
        var rollback = belay.run("rollback", "faults/killed-deployer", "--yes", "--as", PM);
        assertThat(rollback.exitCode()).as(rollback.toString()).isZero();
        belay.kill("prompt-deployer");
        assertLive("faults/killed-deployer", 1);
        assertThat(live("faults/killed-deployer").path("number").asLong()).isEqualTo(3);
    }

    @Test
    void theRollbackServiceKilledAfterItsAnswerStillRollsBackOnce() throws Exception {
        assertThat(platform.watch(publish("faults/killed-rollback", 5, "Summarise first.")))
                .isZero();
        assertThat(platform.watch(publish("faults/killed-rollback", 5, "Summarise second.")))
                .isZero();
        assertLive("faults/killed-rollback", 2);

        var ordered = belay.post("/v1/rollbacks", "{\"prompt\": \"faults/killed-rollback\"}");
        belay.kill("rollback-service");

        assertThat(ordered.path("rollback").asText()).isNotEmpty();
        assertLive("faults/killed-rollback", 1);
        assertThat(live("faults/killed-rollback").path("number").asLong()).isEqualTo(3);
    }

    @Test
    @Tag("everything")
    void everyEventDeliveredTwiceChangesNothing() throws Exception {
        assertThat(platform.watch(publish("faults/twice", 10, "Summarise one.")))
                .isZero();
        assertThat(platform.watch(publish("faults/twice", 10, "Summarise two.")))
                .isZero();
        assertThat(belay.run("rollback", "faults/twice", "--yes", "--as", PM).exitCode())
                .isZero();
        assertLive("faults/twice", 1);
        var answers = model.answers();
        var log = new TopicLog(belay.bootstrapServers());

        for (var topic : List.of(
                Topic.CHANGES,
                Topic.RUN_CONTROL,
                Topic.EVAL_TASKS,
                Topic.EVAL_RESULTS,
                Topic.DECISIONS,
                Topic.RELEASES,
                Topic.DEPLOYMENTS)) {
            assertThat(log.sendAllAgain(topic)).as(topic.topicName()).isPositive();
        }

        assertThat(belay.run("resume", "faults/twice", "--reason", "mended", "--as", PM)
                        .exitCode())
                .isZero();
        var after = publish("faults/twice", 10, "Summarise three.");
        assertThat(platform.watch(after)).isZero();
        assertLive("faults/twice", 3);
        assertThat(live("faults/twice").path("number").asLong()).isEqualTo(4);
        assertThat(model.answers() - answers).isEqualTo(10);
        assertThat(decisions(log, "faults/twice")).isEqualTo(3);
    }

    @Test
    @Tag("everything")
    void aPoisonMessageGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        var log = new TopicLog(belay.bootstrapServers());
        var poisoned = List.of(
                Topic.CHANGES,
                Topic.RUN_CONTROL,
                Topic.EVAL_TASKS,
                Topic.EVAL_RESULTS,
                Topic.RELEASES,
                Topic.DEPLOYMENTS);
        for (var topic : poisoned) {
            for (int partition = 0; partition < 40; partition++) {
                log.send(topic, "faults/poison-" + partition, "{\"not\": ", Map.of("ce_type", "dev.belay.nothing.v1"));
            }
        }

        assertThat(platform.watch(publish("faults/poisoned", 10, "Summarise safely.")))
                .isZero();

        assertLive("faults/poisoned", 1);
        for (var topic : poisoned) {
            await(topic.deadLetters())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log.read(topic.deadLetters()))
                            .hasSizeGreaterThanOrEqualTo(40)
                            .allMatch(record ->
                                    !TopicLog.header(record, "belay-reason").isEmpty()));
        }
    }

    private static String publish(String prompt, int cases, String instruction) throws Exception {
        var name = prompt.replace('/', '-');
        var copy = PromptFolder.at(folder.resolve(name), prompt)
                .prompt(instruction + " (" + name + ")")
                .criteria(PM, "forbidden")
                .cases(cases);
        return platform.publish(copy, PM);
    }

    private static JsonNode live(String prompt) {
        return belay.get("/v1/live/" + prompt);
    }

    private static void assertLive(String prompt, int version) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> true)
                .untilAsserted(() -> assertThat(
                                live(prompt).path("version").path("number").asInt())
                        .isEqualTo(version));
    }

    private static void assertDecidedOnce(String change, String type) {
        var log = new TopicLog(belay.bootstrapServers());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(log.count(Topic.DECISIONS, type, change)).isEqualTo(1));
        assertThat(log.read(Topic.DECISIONS.topicName()).stream()
                        .filter(record -> TopicLog.text(record).contains(change) && isDecision(record))
                        .map(record -> TopicLog.header(record, "ce_id"))
                        .distinct())
                .hasSize(1);
    }

    /** That it waits for a person, and what people say, come before it and are none. */
    private static boolean isDecision(ConsumerRecord<String, byte[]> record) {
        return Set.of("dev.belay.change.approved.v1", "dev.belay.change.rejected.v1")
                .contains(TopicLog.header(record, "ce_type"));
    }

    private static long decisions(TopicLog log, String prompt) {
        return log.read(Topic.DECISIONS.topicName()).stream()
                .filter(record -> record.key().equals(prompt) && isDecision(record))
                .map(record -> TopicLog.header(record, "ce_id"))
                .distinct()
                .count();
    }

    private static double callsMadeBy(String worker) throws Exception {
        return Metrics.of(belay.processes(worker).getFirst().path("port").asInt())
                .sum("belay_worker_provider_calls_total");
    }
}
