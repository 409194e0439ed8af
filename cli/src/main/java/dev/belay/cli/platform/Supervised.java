package dev.belay.cli.platform;

import dev.belay.cli.CliFailure;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.local.LocalPlatform;
import dev.belay.local.PlatformFailure;
import dev.belay.local.PlatformOptions;
import dev.belay.local.Step;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The local platform as the commands reach it, with its failures as theirs. */
public final class Supervised {

    private static final int NAME_WIDTH = 17;

    private final LocalPlatform platform;
    private final PlatformOptions options;

    private Supervised(PlatformOptions options) {
        this.options = options;
        this.platform = new LocalPlatform(options);
    }

    /** @param settings environment variables that options of the command stand for */
    public static Supervised of(Invocation belay, Map<String, String> settings) {
        var environment = new HashMap<>(belay.surroundings().environment());
        environment.putAll(settings);
        try {
            return new Supervised(PlatformOptions.from(environment));
        } catch (IllegalArgumentException e) {
            throw CliFailure.usage(String.valueOf(e.getMessage()), null);
        }
    }

    public PlatformOptions options() {
        return options;
    }

    public LocalPlatform.Up up(Terminal terminal) {
        return guarded(() -> platform.up(step -> print(step, terminal)));
    }

    /** Stops it and deletes its data. */
    public void wipe() {
        guarded(() -> {
            platform.fresh();
            return true;
        });
    }

    <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (PlatformFailure | UncheckedIOException e) {
            throw CliFailure.infrastructure(String.valueOf(e.getMessage()), "Logs are in " + options.logs() + ".", e);
        }
    }

    LocalPlatform platform() {
        return platform;
    }

    private static void print(Step step, Terminal terminal) {
        var name = Columns.pad(step.name(), NAME_WIDTH);
        var detail = step.detail().isEmpty() ? "" : "  " + step.detail();
        var log = step.log() == null ? "" : terminal.dim("  log " + step.log());
        switch (step.state()) {
            case STARTING -> terminal.say(terminal.dim("  … " + name + "starting") + detail);
            case READY ->
                terminal.say("  " + terminal.green("✓") + " " + name + "ready"
                        + (step.port() > 0 ? " on port " + step.port() : "") + detail + log);
            case FAILED -> terminal.say("  " + terminal.red("✗") + " " + name + "failed" + detail + log);
            case STOPPED -> terminal.say("  – " + name + "stopped" + detail);
        }
    }
}
