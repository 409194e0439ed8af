package dev.belay.cli.observation;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Observation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Rollback;
import dev.belay.cli.release.Environment;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.canonical.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "observe",
        header = "Tell the platform an output that an application got.",
        description = {
            "",
            "Applications do this by  POST /v1/observations  with their key. The output is read by the criteria's",
            "must-nots; where it violates one, and the PM's limit (criteria.yaml, live:) is reached, the version is",
            "rolled back by itself. Without --deployment, --digest or --version it is of what is live now."
        },
        footer = {
            "",
            "Examples:",
            "  belay observe care/visit-summary --text \"You could take ibuprofen for that.\"",
            "  belay observe care/visit-summary --file answer.txt --deployment 7 --wait",
            "",
            "Exit codes: 0 told; with --wait 0 rolled back, 4 nothing followed within 30 s."
        })
public final class ObserveCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int NEWEST = 20;

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name")
    private PromptName prompt;

    @ArgGroup(multiplicity = "1")
    private Said said;

    @ArgGroup
    private @Nullable Origin origin;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = Environment.DEFAULT,
            description = "Default: ${DEFAULT-VALUE}.")
    private String environment;

    @Option(names = "--wait", description = "Wait for the rollback that follows.")
    private boolean waits;

    static final class Said {

        @Option(names = "--text", paramLabel = "TEXT", description = "The output.")
        private @Nullable String text;

        @Option(names = "--file", paramLabel = "FILE", description = "A file with the output.")
        private @Nullable Path file;

        String output() {
            try {
                return text != null ? text : Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
    }

    static final class Origin {

        @Option(names = "--deployment", paramLabel = "N", description = "The deployment number that made it.")
        private @Nullable Long number;

        @Option(names = "--digest", paramLabel = "DIGEST", description = "The digest of the version that made it.")
        private @Nullable String digest;

        @Option(names = "--version-number", paramLabel = "N", description = "The version that made it.")
        private @Nullable Integer version;
    }

    /** @param rollback what followed; absent where nothing did, or nobody waited */
    record Observed(String observation, @Nullable Rollback rollback) {}

    @Override
    public Integer call() throws InterruptedException {
        var client = belay.client();
        var terminal = belay.terminal();
        var told = told(client);
        var id = client.observations().tell(told).observations().getFirst();
        var rollback = waits && told.number() != null ? awaited(client, told.number()) : null;
        terminal.result(new Observed(id, rollback), () -> print(id, rollback, terminal));
        return waits && rollback == null ? ExitCode.UNDECIDED : ExitCode.OK;
    }

    private Observation.Told told(BelayClient client) {
        if (origin != null) {
            return new Observation.Told(
                    prompt.value(),
                    environment,
                    origin.number,
                    origin.digest == null ? null : new Digest(origin.digest),
                    origin.version,
                    said.output());
        }
        var live = client.live(prompt, environment)
                .orElseThrow(() -> CliFailure.usage(
                        "nothing of " + prompt + " is live in " + environment,
                        "Say which version made the output: --deployment, --digest or --version-number."));
        return new Observation.Told(prompt.value(), environment, live.number(), null, null, said.output());
    }

    private @Nullable Rollback awaited(BelayClient client, long number) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var ordered = client.rollbacks(prompt, NEWEST).stream()
                    .filter(rollback -> rollback.from() == number
                            && rollback.environment().equals(environment)
                            && rollback.state() == Rollback.State.LIVE)
                    .findFirst();
            if (ordered.isPresent()) {
                return ordered.get();
            }
            Thread.sleep(POLL);
        }
        return null;
    }

    private void print(String id, @Nullable Rollback rollback, Terminal terminal) {
        terminal.say("told: " + id);
        if (rollback != null) {
            terminal.say(terminal.green("✓ rolled back by itself")
                    + (rollback.left() == null ? "" : " from " + rollback.left()) + " to " + rollback.target() + " in "
                    + terminal.bold(rollback.timeToRollbackMs() + " ms") + " from observed to live");
            terminal.say("  because: " + rollback.reason());
        } else if (waits) {
            terminal.say(terminal.yellow("– nothing was rolled back: ")
                    + "the criteria's limit is not reached, or its live: is not set  (belay find --violating)");
        }
    }
}
