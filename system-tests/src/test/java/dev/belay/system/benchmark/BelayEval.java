package dev.belay.system.benchmark;

import dev.belay.system.Belay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code belay eval}. */
record BelayEval() implements CommandRun.Engine {

    @Override
    public List<String> command(Path config, int slots, Path results) {
        var command = new ArrayList<>(Belay.command());
        command.addAll(List.of(
                "eval",
                config.toString(),
                "--concurrency",
                Integer.toString(slots),
                "--output",
                "json",
                "--output-file",
                results.toString()));
        return command;
    }

    @Override
    public Map<String, String> environment(Path home) {
        return Map.of("NO_COLOR", "1");
    }
}
