package dev.belay.system.benchmark;

import dev.belay.system.model.Faults;
import dev.belay.system.model.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a suite is evaluated, and a run decided: {@code ./belay benchmark}. No test, and nothing here is asserted
 * about time; {@code docs/performance.md} says what the columns mean, and {@link Options} what can be asked for.
 */
class ThroughputBenchmark {

    /** Its rate does not grow with the suite; its memory does, and the time that it takes. */
    private static final int MOST_PROMPTFOO_CASES = 5_000;

    private final Options options = Options.fromSystemProperties();
    private final Table commands = new Table(
            "without a platform",
            "cases",
            "latency",
            "slots",
            "cases/s",
            "of limit",
            "× promptfoo",
            "start to end, cases/s",
            "CPU ms/case",
            "peak RSS, MiB");
    private final Table platforms = new Table(
            "cases",
            "latency",
            "workers × slots",
            "cases/s",
            "of limit",
            "× promptfoo",
            "decided ms",
            "CPU ms/case",
            "of which",
            "peak RSS, MiB");

    @TempDir
    Path folder;

    @Test
    void casesPerSecond() throws Exception {
        var promptfoo = promptfoo();
        for (var cases : options.cases()) {
            for (var latency : options.latencies()) {
                var toCompare = OptionalDouble.empty();
                if (options.faults().equals(Faults.NONE)) {
                    toCompare = commands(promptfoo, cases, latency);
                }
                platforms(cases, latency, toCompare);
            }
        }
    }

    private @Nullable Promptfoo promptfoo() throws IOException, InterruptedException {
        if (options.promptfoo().equals("false") || !options.faults().equals(Faults.NONE)) {
            return null;
        }
        try {
            return Promptfoo.find(folder);
        } catch (Promptfoo.Absent e) {
            if (options.promptfoo().equals("true")) {
                throw new IllegalStateException("-Dbenchmark.promptfoo=true: " + e.getMessage(), e);
            }
            System.out.println("Not compared with promptfoo: " + e.getMessage());
            return null;
        }
    }

    /** promptfoo's cases a second, where it is there. */
    private OptionalDouble commands(@Nullable Promptfoo promptfoo, int cases, Latency latency) throws Exception {
        var toCompare = OptionalDouble.empty();
        if (promptfoo != null) {
            int fewer = Math.min(cases, MOST_PROMPTFOO_CASES);
            var run = CommandRun.measure(folder, promptfoo, fewer, latency, options.slots());
            toCompare = OptionalDouble.of(run.cases() / run.calling());
            add("promptfoo " + promptfoo.version(), run, latency, toCompare);
        }
        var run = CommandRun.measure(folder, new BelayEval(), cases, latency, options.slots());
        add("belay eval", run, latency, toCompare);
        System.out.println("\n" + commands);
        return toCompare;
    }

    private void add(String engine, CommandRun run, Latency latency, OptionalDouble toCompare) {
        double rate = run.cases() / run.calling();
        commands.add(
                engine,
                run.cases(),
                latency,
                options.slots(),
                whole(rate),
                new Setting(run.cases(), latency, 1, options.slots()).ofLimit(rate),
                ratio(rate, toCompare),
                whole(run.cases() / run.seconds()),
                perCase(sum(run.usage().cpuSeconds()), run.cases()),
                run.usage().peakMiB().values().stream().map(String::valueOf).collect(Collectors.joining()));
    }

    private void platforms(int cases, Latency latency, OptionalDouble toCompare) throws Exception {
        var rates = new LinkedHashMap<Integer, Double>();
        for (var workers : options.workers()) {
            var setting = options.setting(cases, latency, workers);
            var run = PlatformRun.median(PlatformRun.measure(folder, setting, options.faults(), options.repeat()));
            rates.put(workers, cases / run.seconds());
            add(setting, run, toCompare);
            System.out.printf("%nFaults: %s%n%s%n", options.faults(), platforms);
        }
        new TreeMap<>(rates)
                .headMap(options.workers().getLast())
                .forEach((fewer, rate) -> System.out.printf(
                        Locale.ROOT,
                        "%d → %d workers: %.2f ×, %s%n",
                        fewer,
                        options.workers().getLast(),
                        rates.get(options.workers().getLast()) / rate,
                        options.slotsPerWorker().isPresent()
                                ? "with as many slots each"
                                : "with as many slots in all"));
    }

    private void add(Setting setting, PlatformRun run, OptionalDouble toCompare) {
        double rate = setting.cases() / run.seconds();
        platforms.add(
                setting.cases(),
                setting.latency(),
                setting.workers() + " × " + setting.slotsPerWorker(),
                whole(rate),
                setting.ofLimit(rate),
                ratio(rate, toCompare),
                run.decidedAfterMillis(),
                perCase(sum(run.cpuSeconds()), setting.cases()),
                run.cpuSeconds().entrySet().stream()
                        .map(process -> process.getKey() + " " + perCase(process.getValue(), setting.cases()))
                        .collect(Collectors.joining(", ")),
                run.peakMiB().entrySet().stream()
                        .map(process -> process.getKey() + " " + process.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static double sum(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String ratio(double rate, OptionalDouble toCompare) {
        return toCompare.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", rate / toCompare.getAsDouble());
    }

    /** Milliseconds. */
    private static String perCase(double seconds, int cases) {
        return String.format(Locale.ROOT, "%.2f", 1000 * seconds / cases);
    }

    private static String whole(double rate) {
        return String.format(Locale.ROOT, "%.0f", rate);
    }
}
