package dev.belay.system.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.topic.Topic;
import dev.belay.system.StubbedPlatform;
import dev.belay.system.TopicLog;
import dev.belay.system.model.Faults;
import dev.belay.system.model.ModelStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One run of a platform, from publish to decision.
 *
 * @param seconds from the first call to the decision's record in Kafka
 * @param decidedAfterMillis from the last call's answer to that record
 * @param cpuSeconds by process, while the run was under way
 * @param peakMiB by process, since its start
 */
record PlatformRun(double seconds, long decidedAfterMillis, Map<String, Double> cpuSeconds, Map<String, Long> peakMiB) {

    private static final int WARM_UP_CASES = 200;
    private static final int MOST_RETRIES = 5;

    /** So many runs on one platform; code that has never run is not what is measured. */
    static List<PlatformRun> measure(Path folder, Setting setting, Faults faults, int repeat) throws Exception {
        var home = Files.createTempDirectory(folder, "platform");
        try (var platform = StubbedPlatform.in(home, setting.latency())
                .with("BELAY_WORKER_EXECUTION_SLOTS", Integer.toString(setting.slotsPerWorker()))
                .with("BELAY_WORKER_PLAN_WINDOW", Integer.toString(setting.slots() * 2))
                .up(setting.workers())) {
            platform.belay().patience(Duration.ofMinutes(4).plusMillis(40L * setting.cases()));
            decided(platform, publish(platform, home, "bench/warm-up", WARM_UP_CASES));
            platform.model().fail(faults);
            var runs = new ArrayList<PlatformRun>();
            for (int run = 1; run <= repeat; run++) {
                runs.add(measureOne(platform, home, "bench/measured-" + run, setting.cases()));
            }
            return runs;
        }
    }

    /** Of each number the median: one run may have met another process's work. */
    static PlatformRun median(List<PlatformRun> runs) {
        var cpu = new TreeMap<String, Double>();
        runs.getFirst()
                .cpuSeconds
                .keySet()
                .forEach(process -> cpu.put(
                        process,
                        middle(runs.stream()
                                .map(run -> run.cpuSeconds.getOrDefault(process, 0.0))
                                .toList())));
        return new PlatformRun(
                middle(runs.stream().map(PlatformRun::seconds).toList()),
                middle(runs.stream().map(PlatformRun::decidedAfterMillis).toList()),
                cpu,
                runs.getLast().peakMiB);
    }

    private static <T extends Comparable<T>> T middle(List<T> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static PlatformRun measureOne(StubbedPlatform platform, Path home, String prompt, int cases)
            throws Exception {
        ModelStub model = platform.model();
        model.startAnew();
        var before = Usage.of(platform.belay());

        long decidedAt = decided(platform, publish(platform, home, prompt, cases));

        var after = Usage.of(platform.belay());
        return new PlatformRun(
                (decidedAt - model.firstCallAt()) / 1000.0,
                decidedAt - model.lastAnswerAt(),
                after.cpuSecondsSince(before),
                after.peakMiB());
    }

    private static String publish(StubbedPlatform platform, Path home, String prompt, int cases) throws Exception {
        return platform.publish(Suite.folder(home.resolve(prompt.replace('/', '-')), prompt, cases), Suite.PM);
    }

    /** When Kafka had the decision, epoch milliseconds; what errored is asked again until there is one. */
    private static long decided(StubbedPlatform platform, String change) throws Exception {
        int exitCode = platform.watch(change);
        for (int retry = 0; retry < MOST_RETRIES && exitCode == StubbedPlatform.UNDECIDED; retry++) {
            exitCode = platform.retry(change);
        }
        assertThat(exitCode).isZero();
        return new TopicLog(platform.belay().bootstrapServers())
                .read(Topic.DECISIONS.topicName()).stream()
                        .filter(record -> TopicLog.text(record).contains(change))
                        .mapToLong(ConsumerRecord::timestamp)
                        .max()
                        .orElseThrow();
    }
}
