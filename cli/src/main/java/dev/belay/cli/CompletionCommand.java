package dev.belay.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "completion",
        header = "Print a completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(belay completion)"})
final class CompletionCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Override
    public Integer call() {
        belay.terminal().raw(AutoComplete.bash("belay", belay.spec().commandLine()));
        return ExitCode.OK;
    }
}
