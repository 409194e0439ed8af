package dev.belay.cli.run;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "resume",
        header = "Go on with the evaluation of a prompt that was paused.",
        description = {"", "Its runs have the time left that they had when it was paused."},
        footer = {
            "",
            "Example:",
            "  belay resume care/visit-summary",
            "",
            "Exit codes: 0 it goes on, 2 it was not paused."
        })
public final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name")
    private PromptName prompt;

    @Override
    public Integer call() {
        belay.client().resume(prompt);
        var terminal = belay.terminal();
        terminal.result(Map.of("prompt", prompt.toString(), "paused", false), () -> terminal.say(prompt + " goes on"));
        return ExitCode.OK;
    }
}
