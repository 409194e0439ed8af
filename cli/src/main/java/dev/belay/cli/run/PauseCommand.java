package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Pause;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "pause",
        header = "Evaluate nothing more of a prompt until it is resumed.",
        description = {
            "",
            "For a provider that is down, or a budget that runs away. Calls under way are finished and kept,",
            "deadlines do not count meanwhile, and changes that are published meanwhile wait.",
            "What is live is not touched; `belay rollback` does that."
        },
        footer = {
            "",
            "Examples:",
            "  belay pause                                                     what is paused, and why",
            "  belay pause care/visit-summary --reason \"the provider is down\"",
            "  belay resume care/visit-summary"
        })
public final class PauseCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "team/name. Without it: what is paused.")
    private @Nullable PromptName prompt;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; whoever waits for the prompt reads it.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        if (prompt == null) {
            var pauses = belay.client().pauses();
            terminal.result(pauses, () -> list(pauses, terminal));
            return ExitCode.OK;
        }
        if (reason == null || reason.isBlank()) {
            throw CliFailure.usage(
                    "--reason is missing", "belay pause " + prompt + " --reason \"the provider is down\"");
        }
        var pause = belay.client().pause(prompt, reason);
        terminal.result(pause, () -> print(pause, terminal));
        return ExitCode.OK;
    }

    private static void list(List<Pause> pauses, Terminal terminal) {
        if (pauses.isEmpty()) {
            terminal.say("nothing is paused");
        }
        pauses.forEach(pause -> print(pause, terminal));
    }

    private static void print(Pause pause, Terminal terminal) {
        terminal.say(
                pause.prompt() + " is paused since " + pause.since() + " by " + pause.by() + ": " + pause.reason());
        terminal.say("  belay resume " + pause.prompt() + "  goes on");
    }
}
