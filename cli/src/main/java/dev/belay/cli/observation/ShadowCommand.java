package dev.belay.cli.observation;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "shadow",
        header = "List shadow prompts: versions that a team's applications use and nobody approved.",
        description = {
            "",
            "Seen in what applications tell (POST /v1/observations): unknown where the registry has no such version,",
            "never-approved where it has it and no decision approved it."
        },
        footer = {"", "Examples:", "  belay shadow care"})
public final class ShadowCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "TEAM", description = "The part before the slash.")
    private String team;

    @Override
    public Integer call() {
        var shadows = belay.client().observations().shadows(team);
        var terminal = belay.terminal();
        terminal.result(shadows, () -> {
            if (shadows.isEmpty()) {
                terminal.say("No shadow prompts were seen in " + team + ".");
                return;
            }
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("prompt", "digest", "environment", "kind", "outputs", "last seen", "from"));
            shadows.forEach(one -> rows.add(List.of(
                    one.prompt(),
                    one.version().brief(),
                    one.environment(),
                    one.kind(),
                    Long.toString(one.observations()),
                    LocalTime.of(one.lastSeen()),
                    one.lastSource())));
            Columns.table(rows).forEach(terminal::say);
        });
        return ExitCode.OK;
    }
}
