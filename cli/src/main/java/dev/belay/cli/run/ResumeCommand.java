package dev.belay.cli.run;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "resume",
        header = "Go on with a prompt that was paused, frozen, or closed by a rollback.",
        description = {
            "",
            "Runs have the time left that they had when they were paused. What was approved meanwhile is released, if it",
            "still may be: after a rollback the first version that goes live needs a case of the incident (from: incident …)",
            "that the version taken back fails and it passes, or a PM's sign-off."
        },
        footer = {
            "",
            "Example:",
            "  belay resume care/visit-summary --reason \"the names are out of the prompt\" --as ops",
            "",
            "Exit codes: 0 it goes on, 2 nothing kept it back."
        })
public final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name")
    private PromptName prompt;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stays on record.")
    private String reason;

    @Override
    public Integer call() {
        var lifted = belay.client().resume(prompt, reason);
        var terminal = belay.terminal();
        terminal.result(lifted, () -> {
            if (lifted.paused()) {
                terminal.say(prompt + " is evaluated again");
            }
            if (lifted.reopened()) {
                terminal.say(prompt + " is open again: what is approved goes live");
            }
            if (lifted.unfreezing()) {
                terminal.say(prompt + " is no longer frozen, as soon as a deployer has read it");
            }
        });
        return ExitCode.OK;
    }
}
