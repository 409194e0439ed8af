package dev.belay.system.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command that evaluates a {@code promptfooconfig.yaml} without a platform.
 *
 * @param calling seconds from the first call to the last answer
 * @param seconds of the whole command
 */
record CommandRun(int cases, double calling, double seconds, Usage usage) {

    private static final int LOOK_MILLIS = 50;

    /** What evaluates a configuration with so many slots, as a command line. */
    interface Engine {
        List<String> command(Path config, int slots, Path results);

        Map<String, String> environment(Path home);
    }

    static CommandRun measure(Path folder, Engine engine, int cases, Latency latency, int slots) throws Exception {
        var home = Files.createTempDirectory(folder, "command");
        try (var model = new ModelStub(latency)) {
            var config = Suite.promptfooConfig(home, model.baseUrl(), cases);
            var log = home.resolve("command.log");
            var builder = new ProcessBuilder(engine.command(config, slots, home.resolve("results.json")))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("OPENAI_API_KEY", "stub");
            builder.environment().putAll(engine.environment(home));
            long begun = System.nanoTime();
            var process = builder.start();
            var usage = watched(process);
            double seconds = (System.nanoTime() - begun) / 1e9;
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            assertThat(model.answers()).as(Files.readString(log)).isEqualTo(cases);
            return new CommandRun(cases, (model.lastAnswerAt() - model.firstCallAt()) / 1000.0, seconds, usage);
        }
    }

    /** Both numbers only grow, so the last look counts: what the process used in the moment after it is lost. */
    private static Usage watched(Process process) throws InterruptedException {
        var usage = Usage.of(process.toHandle());
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            usage = usage.orMore(Usage.of(process.toHandle()));
        }
        return usage;
    }
}
