package dev.belay.system.benchmark;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Signer.Draft;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.system.StubbedPlatform;
import dev.belay.system.TopicLog;
import dev.belay.system.model.Latency;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a replica of the deployer does with many live prompts: {@code ./belay benchmark -Dit.test=LiveBenchmark}. Reads are compared with
 * an endpoint that does next to nothing ({@code POST /api/apikey/login}: the same server, the same key, a small answer), in turns in one
 * run; nothing is asserted about time. The test plays the gate, with its key.
 */
class LiveBenchmark {

    private static final int PROMPTS = Integer.getInteger("benchmark.prompts", 10_000);
    private static final int CONNECTIONS = Integer.getInteger("benchmark.connections", 16);
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 5));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BATCH = 500;
    private static final String ABOUT =
            "Summarise the visit for the patient in plain words and cite the note. ".repeat(12);

    @TempDir
    Path folder;

    @Test
    void manyPromptsAreServed() throws Exception {
        try (var platform = StubbedPlatform.in(folder, Latency.NONE).up(1)) {
            var belay = platform.belay();
            promoteAll(belay.keys(Writer.GATE), new TopicLog(belay.bootstrapServers()));
            var key = key(platform);
            awaitServed(deployer(platform), key);
            System.out.println(starting(platform, key));
            System.out.println(reading(deployer(platform), key));
        }
    }

    private static String prompt(int number) {
        return "bench/letter-" + number;
    }

    private static void promoteAll(Path keys, TopicLog log) {
        var signer = Signer.read(keys);
        for (int from = 0; from < PROMPTS; from += BATCH) {
            var drafts = IntStream.range(from, Math.min(PROMPTS, from + BATCH))
                    .mapToObj(LiveBenchmark::draft)
                    .toList();
            log.sendAll(Topic.RELEASES, signer.signAll(drafts));
        }
    }

    private static Draft draft(int number) {
        var content = "{\"messages\":[{\"content\":\"" + ABOUT
                + "\",\"role\":\"system\"},{\"content\":\"{{note}}\",\"role\":\"user\"}],"
                + "\"model\":{\"name\":\"gpt-4.1-mini\",\"provider\":\"openai\"},\"name\":\"" + prompt(number) + "\"}";
        var release = "p-" + number;
        var promote = new PromoteOrdered(
                release,
                prompt(number),
                "production",
                0,
                100,
                new VersionRef(1, Digest.of(content)),
                content,
                "ch-" + number,
                1,
                Digest.of("decision"),
                Instant.now());
        return new Draft(
                Topic.RELEASES, EventCodec.encode(EventEnvelope.of(release, "/bench", Instant.now(), promote)));
    }

    private static String key(StubbedPlatform platform) throws Exception {
        var made = platform.belay()
                .run("key", "create", "--prompts", "bench/*", "--as", "pm@bench.example", "--output", "json");
        return made.json().path("key").asText();
    }

    private static URI deployer(StubbedPlatform platform) {
        return URI.create("http://127.0.0.1:"
                + platform.belay()
                        .processes("prompt-deployer")
                        .getFirst()
                        .path("port")
                        .asInt());
    }

    private static long pid(StubbedPlatform platform) {
        return platform.belay()
                .processes("prompt-deployer")
                .getFirst()
                .path("pid")
                .asLong();
    }

    private static void awaitServed(URI deployer, String key) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int number = PROMPTS - 1; number >= Math.max(0, PROMPTS - 200); ) {
            if (status(deployer.resolve("/v1/live/" + prompt(number)), key) == 200) {
                number--;
            } else if (System.nanoTime() > end) {
                throw new IllegalStateException(prompt(number) + " is not live");
            } else {
                Thread.sleep(100);
            }
        }
        // The owner writes what the fold has, in transactions; a start begins from there.
        Thread.sleep(5_000);
    }

    /** The replica is killed and started anew; from its process's begin until it serves and is ready. */
    private static Table starting(StubbedPlatform platform, String key) throws Exception {
        var table = new Table("prompts", "start to serving ms", "peak RSS, MiB");
        for (int round = 0; round < 3; round++) {
            long old = pid(platform);
            ProcessHandle.of(old).ifPresent(ProcessHandle::destroyForcibly);
            long fresh = old;
            while (fresh == old || fresh == 0) {
                Thread.sleep(20);
                fresh = pid(platform);
            }
            var begun = ProcessHandle.of(fresh)
                    .flatMap(process -> process.info().startInstant())
                    .orElseThrow();
            var deployer = deployer(platform);
            while (status(deployer.resolve("/q/health/ready"), key) != 200
                    || status(deployer.resolve("/v1/live/" + prompt(PROMPTS - 1)), key) != 200) {
                Thread.sleep(10);
            }
            long took = Duration.between(begun, Instant.now()).toMillis();
            Thread.sleep(3_000);
            table.add(PROMPTS, took, Usage.of(platform.belay()).peakMiB().get("prompt-deployer"));
        }
        return table;
    }

    private static int status(URI uri, String key) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            connection.setRequestProperty("Authorization", "Bearer " + key);
            return connection.getResponseCode();
        } catch (IOException away) {
            return -1;
        }
    }

    private static Table reading(URI deployer, String key) throws Exception {
        var empty = new HttpLoad(deployer, CONNECTIONS, turn -> HttpLoad.post("/api/apikey/login", key));
        var live = new HttpLoad(
                deployer, CONNECTIONS, turn -> HttpLoad.get("/v1/live/" + prompt((int) (turn * 7919 % PROMPTS)), key));
        empty.asFastAsPossible(TURN);
        live.asFastAsPossible(TURN);
        var empties = new ArrayList<Double>();
        var lives = new ArrayList<Double>();
        for (int round = 0; round < 3; round++) {
            empties.add(empty.asFastAsPossible(TURN));
            lives.add(live.asFastAsPossible(TURN));
        }
        double most = mean(lives);
        var latencies = live.at(most / 2, TURN);
        var table = new Table("empty /s", "live read /s", "ratio", "at half that load: p50 ms", "p99 ms");
        table.add(
                format("%.0f", mean(empties)),
                format("%.0f", most),
                format("%.2f", most / mean(empties)),
                format("%.2f", percentile(latencies, 0.5)),
                format("%.2f", percentile(latencies, 0.99)));
        return table;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double percentile(List<Long> sortedNanos, double share) {
        return sortedNanos.get(Math.max(0, (int) Math.ceil(share * sortedNanos.size()) - 1)) / 1e6;
    }

    private static String format(String how, double value) {
        return String.format(Locale.ROOT, how, value);
    }
}
