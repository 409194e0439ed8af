package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a run is evaluated and decided: {@code ./belay benchmark}. No test, and nothing here is asserted about time;
 * read {@code docs/performance.md} for what the columns mean. {@code -Dbenchmark.cases}, {@code -Dbenchmark.latency}
 * (milliseconds), {@code -Dbenchmark.workers} and {@code -Dbenchmark.slots} (of all workers together) take lists.
 */
class ThroughputBenchmark {

    private static final String PM = "pm@bench.example";
    private static final String ROW = "| %7s | %7s | %7s | %5s | %8s | %8s | %11s | %11s | %-100s | %-100s |%n";

    @TempDir
    Path folder;

    /** One line of the table. */
    private record Setting(int cases, int latencyMillis, int workers, int slots) {

        /** What the calls alone allow; nothing does at no latency. */
        double limit() {
            return slots * 1000.0 / latencyMillis;
        }
    }

    /** @param cpuSeconds of each process; PostgreSQL's connections count as it */
    private record Measured(
            double seconds, long decidedAfterMillis, Map<String, Double> cpuSeconds, Map<String, Long> peaks) {}

    @Test
    void casesPerSecond() throws Exception {
        var rows = new ArrayList<String>();
        rows.add(row(
                "cases",
                "latency",
                "workers",
                "slots",
                "cases/s",
                "of limit",
                "decided ms",
                "CPU ms/case",
                "of which",
                "peak RSS, MiB"));
        for (var workers : numbers("benchmark.workers", "2")) {
            for (var latency : numbers("benchmark.latency", "0,200")) {
                for (var cases : numbers("benchmark.cases", "1000")) {
                    var setting = new Setting(
                            cases,
                            latency,
                            workers,
                            numbers("benchmark.slots", "256").getFirst());
                    rows.add(row(setting, measure(setting)));
                    System.out.println("\n" + String.join("", rows));
                }
            }
        }
    }

    /** The same cases by {@code belay eval}, which needs no platform: one process, from its start to its last line. */
    @Test
    void casesPerSecondWithoutAPlatform() throws Exception {
        int slots = numbers("benchmark.slots", "256").getFirst();
        for (var latency : numbers("benchmark.latency", "0,200")) {
            for (var cases : numbers("benchmark.cases", "1000")) {
                var home = Files.createTempDirectory(folder, "home");
                try (var model = new ModelStub(Duration.ofMillis(latency))) {
                    var belay = new Belay(home)
                            .with("OPENAI_BASE_URL", model.baseUrl())
                            .with("OPENAI_API_KEY", "stub");
                    var copy = folder("bench/local", cases);
                    long begun = System.nanoTime();
                    var result = belay.run(
                            "eval",
                            copy.path().toString(),
                            "--concurrency",
                            Integer.toString(slots),
                            "--output",
                            "json",
                            "--output-file",
                            home.resolve("results.json").toString());
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    assertThat(result.exitCode()).as(result.toString()).isZero();
                    assertThat(model.answers()).isEqualTo(cases);
                    double calling = (model.lastAnswerAt() - model.firstCallAt()) / 1000.0;
                    System.out.printf(
                            Locale.ROOT,
                            "%n| belay eval | %d cases | %d ms | %d slots | %.0f cases/s while calling | %.0f cases/s from start to end |%n",
                            cases,
                            latency,
                            slots,
                            cases / calling,
                            cases / seconds);
                }
            }
        }
    }

    private Measured measure(Setting setting) throws Exception {
        var home = Files.createTempDirectory(folder, "home");
        try (var model = new ModelStub(Duration.ofMillis(setting.latencyMillis()));
                var belay = new Belay(home)
                        .with("OPENAI_BASE_URL", model.baseUrl())
                        .with("OPENAI_API_KEY", "stub")
                        .with("BELAY_WORKER_EXECUTION_SLOTS", Integer.toString(setting.slots() / setting.workers()))
                        .with("BELAY_WORKER_PLAN_WINDOW", Integer.toString(setting.slots() * 2))
                        .up("--workers", Integer.toString(setting.workers()))) {
            // Code that has never run is not what is measured.
            decided(belay, publish(belay, "bench/warm-up", 200));
            model.startAnew();
            var before = cpuSeconds(belay);

            var change = publish(belay, "bench/measured", setting.cases());
            var decidedAt = decided(belay, change);

            return new Measured(
                    (decidedAt - model.firstCallAt()) / 1000.0,
                    decidedAt - model.lastAnswerAt(),
                    since(before, cpuSeconds(belay)),
                    peaks(belay));
        }
    }

    private String publish(Belay belay, String prompt, int cases) throws Exception {
        var copy = folder(prompt, cases);
        var result = belay.run(
                "publish", copy.path().toString(), "-m", "bench", "--no-watch", "--as", PM, "--output", "json");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.published().path("change").asText();
    }

    private PromptFolder folder(String prompt, int cases) throws IOException {
        return PromptFolder.at(Files.createTempDirectory(folder, "prompt"), prompt)
                .prompt("Summarise for " + prompt + ".")
                .criteria(PM, "forbidden")
                .judgedCases(cases);
    }

    /** When Kafka had the decision; epoch milliseconds. */
    private static long decided(Belay belay, String change) throws Exception {
        assertThat(belay.run("watch", change).exitCode()).isZero();
        return new TopicLog(belay.bootstrapServers())
                .read(Topic.DECISIONS.topicName()).stream()
                        .filter(record -> TopicLog.text(record).contains(change))
                        .mapToLong(ConsumerRecord::timestamp)
                        .min()
                        .orElseThrow();
    }

    private static Map<String, Double> since(Map<String, Double> before, Map<String, Double> after) {
        var spent = new TreeMap<String, Double>();
        after.forEach((process, seconds) -> spent.put(process, seconds - before.getOrDefault(process, 0.0)));
        return spent;
    }

    private static Map<String, Double> cpuSeconds(Belay belay) {
        var seconds = new TreeMap<String, Double>();
        for (var process : belay.processes("")) {
            var name = process.path("name").asText();
            if (name.equals("router")) {
                // One process with the broker.
                continue;
            }
            ProcessHandle.of(process.path("pid").asLong()).stream()
                    .flatMap(handle ->
                            Stream.concat(Stream.of(handle), handle.children().filter(ThroughputBenchmark::isPostgres)))
                    // The supervisor is the parent of all.
                    .filter(handle -> !name.equals("kafka") || !isPostgres(handle))
                    .forEach(handle -> seconds.merge(
                            name,
                            handle.info()
                                            .totalCpuDuration()
                                            .orElse(Duration.ZERO)
                                            .toMillis()
                                    / 1000.0,
                            Double::sum));
        }
        return seconds;
    }

    /** Each connection is a process of its own. */
    private static boolean isPostgres(ProcessHandle child) {
        return child.info().command().orElse("").endsWith("postgres");
    }

    private static Map<String, Long> peaks(Belay belay) throws IOException {
        Map<String, Long> peaks = new TreeMap<>();
        for (var process : belay.processes("")) {
            var status = Path.of("/proc", process.path("pid").asText(), "status");
            if (Files.exists(status)) {
                try (var lines = Files.lines(status)) {
                    lines.filter(line -> line.startsWith("VmHWM:"))
                            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                            .forEach(peak -> peaks.put(process.path("name").asText(), peak));
                }
            }
        }
        return peaks;
    }

    private static String row(Setting setting, Measured measured) {
        double rate = setting.cases() / measured.seconds();
        return row(
                setting.cases(),
                setting.latencyMillis(),
                setting.workers(),
                setting.slots(),
                String.format(Locale.ROOT, "%.0f", rate),
                setting.latencyMillis() == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f %%", 100 * rate / setting.limit()),
                measured.decidedAfterMillis(),
                perCase(sum(measured.cpuSeconds()), setting),
                measured.cpuSeconds().entrySet().stream()
                        .map(process -> process.getKey() + " " + perCase(process.getValue(), setting))
                        .collect(Collectors.joining(", ")),
                measured.peaks());
    }

    private static double sum(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Milliseconds. */
    private static String perCase(double seconds, Setting setting) {
        return String.format(Locale.ROOT, "%.2f", 1000 * seconds / setting.cases());
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }

    private static List<Integer> numbers(String property, String byDefault) {
        return List.of(System.getProperty(property, byDefault).split(",")).stream()
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }
}
