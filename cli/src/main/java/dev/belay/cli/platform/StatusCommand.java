package dev.belay.cli.platform;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Drill;
import dev.belay.cli.api.Live;
import dev.belay.cli.api.Refused;
import dev.belay.cli.api.Unreachable;
import dev.belay.cli.release.Environment;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.local.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        header = "Show the local platform: each process with its port, its state and its log.",
        footer = {"", "Example:", "  belay status --output json", "", "Exit codes: 0 everything is ready, 3 it is not."
        })
public final class StatusCommand implements Callable<Integer> {

    private static final Duration DRILLED_WITHIN = Duration.ofDays(30);

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
        terminal.result(status, () -> {
            print(status, terminal);
            keptBack(status, terminal);
        });
        return status.state().equals("ready") ? ExitCode.OK : ExitCode.INFRASTRUCTURE;
    }

    /** Of the teams of whoever is logged in; nobody is asked to be for a look at processes. */
    private void keptBack(Status status, Terminal terminal) {
        if (!belay.url().toString().equals(status.url())) {
            return;
        }
        try {
            belay.client()
                    .closures()
                    .forEach(closure -> terminal.say(terminal.yellow("  " + closure.prompt() + ": ") + closure.why()));
            notDrilled(terminal);
        } catch (Refused | Unreachable e) {
            terminal.say(terminal.dim("  (log in to see what is closed or frozen: belay login)"));
        }
    }

    private void notDrilled(Terminal terminal) {
        var since = Instant.now().minus(DRILLED_WITHIN);
        var drilled = belay.client().lastDrills().stream()
                .filter(drill -> drill.startedAt().isAfter(since))
                .map(Drill::prompt)
                .collect(Collectors.toSet());
        belay.client().allLive(Environment.DEFAULT).stream()
                .map(Live::prompt)
                .filter(prompt -> !drilled.contains(prompt))
                .forEach(prompt ->
                        terminal.say(terminal.yellow("  " + prompt + ": ") + "no rollback was drilled in the last "
                                + DRILLED_WITHIN.toDays() + " days  (belay drill " + prompt + ")"));
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
