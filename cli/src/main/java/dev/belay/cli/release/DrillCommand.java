package dev.belay.cli.release;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Drill;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drill",
        header = "Rehearse a rollback, from the order to what a subscriber gets.",
        description = {
            "",
            "Two approved versions go live in the environment \"drill\", and the first is rolled back to: by the same services,",
            "topics and code as in earnest, read by a subscriber of its own. Applications notice nothing. A drill counts as a",
            "rollback where a prompt is handed off. `belay status` names what was not drilled for 30 days."
        },
        footer = {
            "",
            "Examples:",
            "  belay drill care/visit-summary",
            "  belay drill --list                       what was drilled, and how long it took",
            "",
            "Exit codes: 0 passed, 1 failed, 2 there is nothing to go back from yet, 4 not over after a minute."
        })
public final class DrillCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "team/name; with --list all where absent.")
    private @Nullable PromptName prompt;

    @Option(names = "--list", description = "Show drills instead, newest first.")
    private boolean list;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = belay.terminal();
        if (list) {
            var drills = belay.client().drills(prompt, limit);
            terminal.result(drills, () -> print(drills, terminal));
            return ExitCode.OK;
        }
        if (prompt == null) {
            throw CliFailure.usage("PROMPT or --list (expected: one of them)", "belay drill --help");
        }
        var drill = untilOver(belay.client(), belay.client().startDrill(prompt));
        terminal.result(drill, () -> print(drill, terminal));
        return drill.isOver() ? "passed".equals(drill.state()) ? ExitCode.OK : ExitCode.REJECTED : ExitCode.UNDECIDED;
    }

    private static Drill untilOver(BelayClient client, Drill started) throws InterruptedException {
        var drill = started;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!drill.isOver() && System.nanoTime() < deadline) {
            drill = client.drill(started.drill(), POLL).orElse(drill);
        }
        return drill;
    }

    private static void print(Drill drill, Terminal terminal) {
        var what = drill.bad() + " to " + drill.good() + " in the environment " + drill.environment();
        if ("passed".equals(drill.state())) {
            terminal.say(terminal.green("✓ drilled") + " " + what + ": live after "
                    + terminal.bold(drill.orderedToLiveMs() + " ms") + ", at the subscriber after "
                    + terminal.bold(drill.orderedToSeenMs() + " ms"));
        } else if ("failed".equals(drill.state())) {
            terminal.say(terminal.red("✗ the drill failed") + ", " + what + ": " + drill.reason());
            terminal.say("  A rollback in earnest may not work either. `belay status` shows the platform.");
        } else {
            terminal.say(terminal.yellow("? not over yet") + ", " + what + "  (belay drill --list)");
        }
    }

    private static void print(List<Drill> drills, Terminal terminal) {
        if (drills.isEmpty()) {
            terminal.say("Nothing was drilled yet:  belay drill team/name");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("when", "prompt", "what", "result", "live", "seen", "by"));
        drills.forEach(one -> rows.add(List.of(
                LocalTime.of(one.startedAt()),
                one.prompt(),
                one.bad() + " → " + one.good(),
                one.state() + (one.reason() == null ? "" : ": " + one.reason()),
                one.orderedToLiveMs() == null ? "–" : one.orderedToLiveMs() + " ms",
                one.orderedToSeenMs() == null ? "–" : one.orderedToSeenMs() + " ms",
                one.by())));
        Columns.table(rows).forEach(terminal::say);
    }
}
