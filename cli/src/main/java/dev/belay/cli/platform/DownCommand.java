package dev.belay.cli.platform;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "down",
        header = "Stop the local platform; its data stays.",
        footer = {"", "Example:", "  belay down"})
public final class DownCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    record Stopped(boolean ran, String home) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var supervised = Supervised.of(belay, Map.of());
        var home = supervised.options().home().toString();
        terminal.say("stopping the local platform in " + home);
        boolean ran = supervised.guarded(() -> supervised.platform().down());
        terminal.result(
                new Stopped(ran, home),
                () -> terminal.say(ran ? "Belay is down; no process is left" : "Belay was not up"));
        return ExitCode.OK;
    }
}
