package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.system.model.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any point of a rollback: many are ordered some milliseconds apart, so that one is before its answer, one
 * between answer and log, one between log and memory, when a process dies. Each ends with the old version live, by one entry of
 * the deployment log. The test plays the gate, with its key, so that what is live costs no evaluation.
 */
@Tag("everything")
class RollbackFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROLLBACKS = Integer.getInteger("faults.rollbacks", 10);
    private static final Random RANDOM = new Random(Long.getLong("faults.seed", 5));

    @TempDir
    static Path folder;

    private static StubbedPlatform platform;
    private static Belay belay;

    @BeforeAll
    static void start() throws Exception {
        platform = StubbedPlatform.in(folder, Latency.fixed(20)).up(1);
        belay = platform.belay();
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Test
    void aReplicaThatDies() throws Exception {
        rollBackWhile("replica", () -> belay.kill("prompt-deployer"));
    }

    @Test
    void theRollbackServiceThatDies() throws Exception {
        rollBackWhile("service", () -> belay.kill("rollback-service"));
    }

    /** The broker is in the platform's own process, and everything dies with it. */
    @Test
    void theBrokerThatDies() throws Exception {
        rollBackWhile("broker", () -> {
            belay.killSupervisor();
            belay.up("--workers", "1");
        });
    }

    private interface Blow {
        void strike() throws Exception;
    }

    private static void rollBackWhile(String name, Blow blow) throws Exception {
        var prompts = IntStream.range(0, ROLLBACKS)
                .mapToObj(n -> "faults/" + name + "-" + n)
                .toList();
        prompts.forEach(prompt -> {
            promote(prompt, 1, 0);
            promote(prompt, 2, 1);
        });
        prompts.forEach(prompt -> awaitLive(prompt, 2, 2));
        try (var orders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> ordered = IntStream.range(0, ROLLBACKS)
                    .mapToObj(n -> orders.submit(() -> order(prompts.get(n), n * 10L)))
                    .toList();
            Thread.sleep(RANDOM.nextInt(ROLLBACKS * 10));
            blow.strike();
            for (var each : ordered) {
                each.get();
            }
        }
        prompts.forEach(prompt -> awaitLive(prompt, 1, 3));
        for (var prompt : prompts) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(rollbacks(prompt)).as(prompt).isEqualTo(1));
        }
    }

    /** Sends it again under the same key until it is answered, as the command line does. */
    private static String order(String prompt, long afterMillis) throws InterruptedException {
        Thread.sleep(afterMillis);
        var key = UUID.randomUUID().toString();
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> belay.rollBack(prompt, key), id -> !id.isEmpty());
    }

    private static void awaitLive(String prompt, int version, long number) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(e -> true).untilAsserted(() -> {
            var live = belay.get("/v1/live/" + prompt);
            assertThat(live.path("version").path("number").asInt()).isEqualTo(version);
            assertThat(live.path("number").asLong()).isEqualTo(number);
        });
    }

    /** Entries of the log that made a rollback live; one event is one entry, however often it was written. */
    private static long rollbacks(String prompt) {
        return new TopicLog(belay.bootstrapServers())
                .read(Topic.DEPLOYMENTS.topicName()).stream()
                        .filter(record -> prompt.equals(record.key()))
                        .filter(record -> TopicLog.header(record, "ce_type").equals("dev.belay.release.applied.v1"))
                        .filter(record -> json(TopicLog.text(record))
                                .path("kind")
                                .asText()
                                .equals("rollback"))
                        .count();
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static void promote(String prompt, int version, long expects) {
        var content = "{\"messages\":[{\"content\":\"version " + version + "\",\"role\":\"user\"}],"
                + "\"model\":{\"name\":\"gpt-4.1-mini\",\"provider\":\"openai\"},\"name\":\"" + prompt + "\"}";
        var release = "promote-" + version + "-" + prompt;
        var event = new PromoteOrdered(
                release,
                prompt,
                "production",
                expects,
                100,
                new VersionRef(version, Digest.of(content)),
                content,
                "ch-" + version,
                1,
                Digest.of("decision"),
                Instant.now());
        var signed = Signer.read(belay.keys(Writer.GATE))
                .sign(Topic.RELEASES, EventCodec.encode(EventEnvelope.of(release, "/test", Instant.now(), event)));
        new TopicLog(belay.bootstrapServers()).send(Topic.RELEASES, signed.key(), signed.body(), signed.headers());
    }
}
