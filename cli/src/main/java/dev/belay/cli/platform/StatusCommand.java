package dev.belay.cli.platform;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.local.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        header = "Show the local platform: each process with its port, its state and its log.",
        footer = {"", "Example:", "  belay status --output json", "", "Exit codes: 0 everything is ready, 3 it is not."
        })
public final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Override
    public Integer call() {
        var supervised = Supervised.of(belay, Map.of());
        var status = supervised
                .guarded(() -> supervised.platform().status())
                .orElseThrow(() -> CliFailure.infrastructure(
                        "Belay is not up in " + supervised.options().home(), "Run `belay up`.", null));
        var terminal = belay.terminal();
        terminal.result(status, () -> print(status, terminal));
        return status.state().equals("ready") ? ExitCode.OK : ExitCode.INFRASTRUCTURE;
    }

    private static void print(Status status, Terminal terminal) {
        terminal.say(terminal.bold(status.url()) + "  " + status.state() + ", data in " + status.home());
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("process", "state", "port", "pid", "restarts", "log"));
        status.processes()
                .forEach(process -> rows.add(List.of(
                        process.name(),
                        process.state(),
                        Integer.toString(process.port()),
                        process.pid() == 0 ? "–" : Long.toString(process.pid()),
                        Integer.toString(process.restarts()),
                        process.log())));
        Columns.table(rows).forEach(line -> terminal.say("  " + line));
    }
}
