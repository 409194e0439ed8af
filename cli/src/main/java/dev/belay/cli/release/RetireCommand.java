package dev.belay.cli.release;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Retirement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "retire",
        header = "Serve a prompt no longer: applications get nothing for it.",
        description = {
            "",
            "For a prompt that has a successor, or should never have been. Versions, decisions and the record stay, and",
            "its deployment number goes on: a later change, or a rollback, brings it back."
        },
        footer = {
            "",
            "Example:",
            "  belay retire care/visit-summary --reason \"replaced by care/visit-report\"",
            "",
            "Exit codes: 0 nothing is live, 2 usage, 3 platform, 4 ordered and not seen yet."
        })
public final class RetireCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name.")
    private PromptName prompt;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept for ever.")
    private @Nullable String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** @param retired whether that was seen */
    record Done(Retirement order, boolean retired) {}

    @Override
    public Integer call() throws InterruptedException {
        if (reason == null || reason.isBlank()) {
            throw CliFailure.usage(
                    "--reason is missing", "belay retire " + prompt + " --reason \"replaced by care/visit-report\"");
        }
        var terminal = belay.terminal();
        var answers = new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8);
        if (!yes
                && terminal.interactive()
                && !terminal.confirm("Applications will get nothing for " + prompt + ". Retire it?", answers)) {
            terminal.say("Nothing was retired.");
            return ExitCode.USAGE;
        }
        var client = belay.client();
        var order = client.retire(prompt, reason);
        var done = new Done(order, isRetired(client, order));
        terminal.result(
                done,
                () -> terminal.say(
                        done.retired()
                                ? terminal.green(prompt + " is retired in " + order.environment() + ": "
                                        + order.version() + ", deployment " + order.ends() + ", was the last")
                                : "ordered, not yet seen: belay live " + prompt + " tells"));
        return done.retired() ? ExitCode.OK : ExitCode.UNDECIDED;
    }

    private boolean isRetired(BelayClient client, Retirement order) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (client.live(prompt, order.environment()).isEmpty()) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }
}
