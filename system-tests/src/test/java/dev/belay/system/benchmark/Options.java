package dev.belay.system.benchmark;

import dev.belay.system.model.Faults;
import dev.belay.system.model.Latency;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What is asked for by system properties, {@code -Dbenchmark.cases=1000,5000} and so on.
 *
 * @param slots of all workers together, unless {@code slotsPerWorker} says how many each has
 * @param repeat how often each setting is measured on one platform; the table shows medians
 * @param promptfoo {@code true}, {@code false}, or {@code auto}: where it can be had
 */
record Options(
        List<Integer> cases,
        List<Latency> latencies,
        List<Integer> workers,
        int slots,
        OptionalInt slotsPerWorker,
        Faults faults,
        int repeat,
        String promptfoo) {

    static Options fromSystemProperties() {
        var perWorker = text("slotsPerWorker", "");
        return new Options(
                list("cases", "1000", Integer::valueOf),
                list("latency", "0,200", Latency::parse),
                list("workers", "2", Integer::valueOf),
                Integer.parseInt(text("slots", "256")),
                perWorker.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(perWorker)),
                Faults.parse(text("faults", "0")),
                Integer.parseInt(text("repeat", "1")),
                text("promptfoo", "auto"));
    }

    Setting setting(int cases, Latency latency, int workers) {
        return new Setting(cases, latency, workers, slotsPerWorker.orElse(slots / workers));
    }

    private static <T> List<T> list(String name, String byDefault, Function<String, T> item) {
        return Arrays.stream(text(name, byDefault).split(","))
                .map(String::strip)
                .map(item)
                .toList();
    }

    private static String text(String name, String byDefault) {
        return System.getProperty("benchmark." + name, byDefault).strip();
    }
}
