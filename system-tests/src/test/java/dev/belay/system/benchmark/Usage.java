package dev.belay.system.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.system.Belay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What processes have used since they began.
 *
 * @param cpuSeconds by the name of the process
 * @param peakMiB the largest resident size so far; absent where the system does not tell
 */
record Usage(Map<String, Double> cpuSeconds, Map<String, Long> peakMiB) {

    /** Of a platform's processes. PostgreSQL's connections, each a process of its own, count as PostgreSQL. */
    static Usage of(Belay belay) {
        var seconds = new TreeMap<String, Double>();
        var peaks = new TreeMap<String, Long>();
        // The router is one process with the broker.
        for (var process : processes(belay)) {
            var name = process.path("name").asText();
            ProcessHandle.of(process.path("pid").asLong()).ifPresent(handle -> {
                family(handle).forEach(one -> seconds.merge(name, cpuSeconds(one), Double::sum));
                peakMiB(handle).forEach(peak -> peaks.put(name, peak));
            });
        }
        return new Usage(seconds, peaks);
    }

    /** Of a command with all that it started, the largest of which counts for memory. */
    static Usage of(ProcessHandle command) {
        var all = Stream.concat(Stream.of(command), command.descendants()).toList();
        var peaks = new TreeMap<String, Long>();
        all.stream().flatMap(Usage::peakMiB).max(Long::compare).ifPresent(peak -> peaks.put("largest", peak));
        return new Usage(
                Map.of("all", all.stream().mapToDouble(Usage::cpuSeconds).sum()), peaks);
    }

    Map<String, Double> cpuSecondsSince(Usage before) {
        var spent = new TreeMap<String, Double>();
        cpuSeconds.forEach(
                (process, seconds) -> spent.put(process, seconds - before.cpuSeconds.getOrDefault(process, 0.0)));
        return spent;
    }

    /** Of two readings of the same processes: some may have ended before the later one. */
    Usage orMore(Usage later) {
        var seconds = new TreeMap<>(cpuSeconds);
        later.cpuSeconds.forEach((process, value) -> seconds.merge(process, value, Math::max));
        var peaks = new TreeMap<>(peakMiB);
        later.peakMiB.forEach((process, value) -> peaks.merge(process, value, Math::max));
        return new Usage(seconds, peaks);
    }

    private static List<JsonNode> processes(Belay belay) {
        return belay.processes("").stream()
                .filter(process -> !process.path("name").asText().equals("router"))
                .toList();
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return isPostgres(process)
                ? Stream.concat(Stream.of(process), process.children().filter(Usage::isPostgres))
                : Stream.of(process);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** One, or none. */
    private static Stream<Long> peakMiB(ProcessHandle process) {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024);
        } catch (IOException gone) {
            return Stream.empty();
        }
    }
}
