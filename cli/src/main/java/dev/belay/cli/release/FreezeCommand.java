package dev.belay.cli.release;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "freeze",
        header = "Promote nothing of a prompt until it is resumed.",
        description = {
            "",
            "What is live stays, changes are evaluated all the same, and what is approved waits. A rollback is possible as",
            "ever, and closes its prompt by itself. For pm and ops."
        },
        footer = {
            "",
            "Examples:",
            "  belay freeze                                              what is frozen or closed, and why",
            "  belay freeze care/visit-summary --reason \"audit week\" --as ops",
            "  belay resume care/visit-summary --reason \"audit is over\" --as ops"
        })
public final class FreezeCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "team/name. Without it: what is frozen or closed.")
    private @Nullable PromptName prompt;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; whoever waits for the prompt reads it.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        if (prompt == null) {
            var closures = belay.client().closures();
            terminal.result(closures, () -> {
                closures.forEach(closure -> terminal.say(closure.prompt() + ": " + closure.why()));
                if (closures.isEmpty()) {
                    terminal.say("Nothing is frozen or closed");
                }
            });
            return ExitCode.OK;
        }
        if (reason == null || reason.isBlank()) {
            throw CliFailure.usage("--reason is missing", "belay freeze " + prompt + " --reason \"audit week\"");
        }
        belay.client().freeze(prompt, reason);
        terminal.result(
                Map.of("prompt", prompt.value(), "ordered", "freeze"),
                () -> terminal.say("Nothing of " + prompt + " is promoted from now on.  belay resume " + prompt
                        + " --reason TEXT  goes on"));
        return ExitCode.OK;
    }
}
