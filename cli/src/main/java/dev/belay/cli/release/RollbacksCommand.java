package dev.belay.cli.release;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Rollback;
import dev.belay.cli.api.RollbackTimes;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "rollbacks",
        header = "The rollbacks there were, how long each took, and why.",
        description = {
            "",
            "Times are from when what a rollback was for was detected, if that was said, or else ordered, until it was live.",
            "Who ordered one in a hurry says why afterwards."
        },
        footer = {
            "",
            "Examples:",
            "  belay rollbacks                                       of all prompts, newest first",
            "  belay rollbacks care/visit-summary",
            "  belay rollbacks --explain rb-1f0c… --reason \"patients were told to take ibuprofen\""
        })
public final class RollbacksCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "team/name; all prompts when absent.")
    private @Nullable PromptName prompt;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--explain", paramLabel = "ROLLBACK", description = "One without a reason, by its id.")
    private @Nullable String explained;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it was ordered; with --explain.")
    private @Nullable String reason;

    /** @param times of more than are listed */
    record History(List<Rollback> rollbacks, RollbackTimes times) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        if ((explained == null) != (reason == null)) {
            throw CliFailure.usage("--explain and --reason (expected: both or none)", "belay rollbacks --help");
        }
        if (explained != null) {
            var rollback = belay.client().explainRollback(explained, String.valueOf(reason));
            terminal.result(rollback, () -> terminal.say(explained + ": " + rollback.reason()));
            return ExitCode.OK;
        }
        var history = new History(
                belay.client().rollbacks(prompt, limit), belay.client().rollbackTimes(prompt));
        terminal.result(history, () -> print(history, terminal));
        return ExitCode.OK;
    }

    private void print(History history, Terminal terminal) {
        if (history.rollbacks().isEmpty()) {
            terminal.say("nothing was rolled back" + (prompt == null ? "" : " of " + prompt)
                    + "; to know how it feels before it has to be:  belay rollback --help");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("when", "prompt", "environment", "what", "time", "by", "why"));
        history.rollbacks().forEach(one -> rows.add(row(one)));
        Columns.table(rows).forEach(terminal::say);
        var times = history.times();
        terminal.say(times.rollbacks() + " went live");
        print("detected, or else ordered, to live", times.detectedToLive(), terminal);
        print("ordered to live", times.orderedToLive(), terminal);
        print("ordered to every replica", times.orderedToEverywhere(), terminal);
        print("ordered to every subscriber that says so", times.orderedToSeen(), terminal);
        history.rollbacks().stream()
                .filter(one -> one.reason() == null)
                .findFirst()
                .ifPresent(one -> terminal.say(terminal.dim(
                        "Nobody has said why yet:  belay rollbacks --explain " + one.rollback() + " --reason TEXT")));
    }

    private static void print(String what, RollbackTimes.@Nullable Milliseconds times, Terminal terminal) {
        if (times != null) {
            terminal.say(
                    "  %s: p50 %d ms, p95 %d ms, p99 %d ms".formatted(what, times.p50(), times.p95(), times.p99()));
        }
    }

    private static List<String> row(Rollback one) {
        var state = one.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return List.of(
                one.orderedAt() == null ? "–" : LocalTime.of(one.orderedAt()),
                one.prompt(),
                one.environment(),
                (one.left() == null ? "" : one.left() + " → ")
                        + one.target()
                        + (one.state() == Rollback.State.LIVE ? "" : " (" + state + ")"),
                one.timeToRollbackMs() == null ? "–" : one.timeToRollbackMs() + " ms",
                one.by() == null ? "–" : one.by(),
                one.reason() == null ? "–" : one.reason());
    }
}
