package dev.belay.system.benchmark;

import dev.belay.system.PromptFolder;
import dev.belay.system.StubbedPlatform;
import dev.belay.system.model.Latency;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon a rollback is with those who subscribed: {@code ./belay benchmark -Dit.test=RollbackBenchmark}. From just before it is
 * ordered over REST until the restored version is in each subscriber's hands, all in this process; nothing is asserted about time.
 */
class RollbackBenchmark {

    private static final String PM = "pm@bench.example";
    private static final int SUBSCRIBERS = Integer.getInteger("benchmark.subscribers", 1_000);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** When the version that a prompt went back to was heard, by prompt: nanoseconds, one for each subscriber. */
    private final ConcurrentMap<String, long[]> heard = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    @Test
    void aRollbackReachesEverySubscriber() throws Exception {
        try (var platform = StubbedPlatform.in(folder, Latency.NONE).up(1)) {
            for (int round = 1; round <= ROUNDS; round++) {
                goLive(platform, round, "Summarise.");
                goLive(platform, round, "Summarise shortly.");
            }
            subscribe(platform);
            var table =
                    new Table("round", "subscribers", "p50 ms", "p95 ms", "p99 ms", "last ms", "ordered to live ms");
            for (int round = 1; round <= ROUNDS; round++) {
                table.add(rollBack(platform, round));
            }
            System.out.println(table);
        }
    }

    private static String prompt(int round) {
        return "bench/letter-" + round;
    }

    private void goLive(StubbedPlatform platform, int round, String instruction) throws Exception {
        var copy = PromptFolder.at(folder.resolve("letter-" + round), prompt(round))
                .prompt(instruction)
                .criteria(PM, "forbidden")
                .cases(3);
        if (platform.watch(platform.publish(copy, PM)) != 0) {
            throw new IllegalStateException(instruction + " of " + prompt(round) + " was not approved");
        }
    }

    private void subscribe(StubbedPlatform platform) throws Exception {
        var deployer = platform.belay()
                .processes("prompt-deployer")
                .getFirst()
                .path("port")
                .asInt();
        var stream = URI.create("http://127.0.0.1:" + deployer + "/v1/live/stream?prompts=bench/*");
        var caughtUp = new AtomicInteger();
        for (int subscriber = 0; subscriber < SUBSCRIBERS; subscriber++) {
            int place = subscriber;
            var request = HttpRequest.newBuilder(stream)
                    .header("Authorization", "Bearer " + platform.belay().token())
                    .build();
            var response = http.send(request, BodyHandlers.ofLines());
            Thread.ofVirtual().start(() -> read(response, place, caughtUp));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (caughtUp.get() < SUBSCRIBERS && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        if (caughtUp.get() < SUBSCRIBERS) {
            throw new IllegalStateException(caughtUp + " subscribers of " + SUBSCRIBERS + " were told what is live");
        }
    }

    private void read(HttpResponse<Stream<String>> response, int place, AtomicInteger caughtUp) {
        response.body().forEach(line -> {
            long now = System.nanoTime();
            if (line.startsWith("event:") && line.endsWith("caught-up")) {
                caughtUp.incrementAndGet();
            } else if (line.contains("\"kind\":\"rollback\"")) {
                int begin = line.indexOf("\"prompt\":\"") + 10;
                var prompt = line.substring(begin, line.indexOf('"', begin));
                heard.computeIfAbsent(prompt, name -> new long[SUBSCRIBERS])[place] = now;
            }
        });
    }

    private Object[] rollBack(StubbedPlatform platform, int round) throws Exception {
        var prompt = prompt(round);
        long ordered = System.nanoTime();
        var order = platform.belay().post("/v1/rollbacks", "{\"prompt\": \"%s\"}".formatted(prompt));
        var waits = waits(prompt, ordered);
        var rollback =
                platform.belay().get("/v1/rollbacks/" + order.path("rollback").asText() + "?wait=10s");
        return new Object[] {
            round,
            waits.size(),
            percentile(waits, 0.50),
            percentile(waits, 0.95),
            percentile(waits, 0.99),
            percentile(waits, 1),
            rollback.path("timeToRollbackMs").asText()
        };
    }

    private List<Double> waits(String prompt, long ordered) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var times = heard.get(prompt);
            if (times != null && Arrays.stream(times).allMatch(time -> time > 0)) {
                var waits = new ArrayList<Double>();
                Arrays.stream(times).sorted().forEach(time -> waits.add((time - ordered) / 1e6));
                return waits;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("not every subscriber heard of the rollback of " + prompt);
    }

    private static String percentile(List<Double> sorted, double share) {
        int place = Math.max(0, (int) Math.ceil(share * sorted.size()) - 1);
        return String.format(Locale.ROOT, "%.0f", sorted.get(place));
    }
}
