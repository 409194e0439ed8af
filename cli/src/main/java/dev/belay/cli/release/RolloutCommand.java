package dev.belay.cli.release;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Rollout;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "rollout",
        header = "Take what is live in one environment to a later one, at once or in steps.",
        description = {
            "",
            "Changes are decided for the first environment and released there. A later one is given that approved version on",
            "a person's word. In steps a share of the users gets it first, always the same ones, and each step is watched",
            "before the next; a rollback there, by a person or by what applications tell, ends it. By pm and ops."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay rollout start care/visit-summary --from staging --to production --steps 5,25,100 --watch 30m",
            "  belay rollout list",
            "  belay rollout pause rollout-7k2m9q4t1x --reason \"complaints\"",
            "  belay rollout resume rollout-7k2m9q4t1x"
        })
public final class RolloutCommand implements Runnable {

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "start",
            header = "Begin with the first step.",
            footer = {"", "Examples:", "  belay rollout start care/visit-summary --to production --steps 5,25,100"})
    int start(
            @Parameters(paramLabel = "PROMPT", description = "team/name") PromptName prompt,
            @Option(
                            names = "--from",
                            paramLabel = "NAME",
                            description = "Where it is live. Default: the environment that changes are decided for.")
                    @Nullable
                    String from,
            @Option(names = "--to", required = true, paramLabel = "NAME", description = "The later environment.")
                    String to,
            @Option(
                            names = "--steps",
                            split = ",",
                            paramLabel = "PERCENT",
                            description = "Of the traffic, rising to 100. Default: 100 at once.")
                    @Nullable
                    List<Integer> steps,
            @Option(names = "--watch", paramLabel = "TIME", description = "For each step, like 30m. Default: 10m.")
                    @Nullable
                    String watch) {
        return print(belay.client().rollOut(new Rollout.Order(prompt.value(), from, to, steps, watch)));
    }

    @Command(
            name = "list",
            header = "Rollouts, newest first.",
            footer = {"", "Examples:", "  belay rollout list care/visit-summary"})
    int list(
            @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "team/name; all when absent.") @Nullable
                    PromptName prompt) {
        var rollouts = belay.client().rollouts(prompt);
        var terminal = belay.terminal();
        terminal.result(rollouts, () -> print(rollouts, terminal));
        return ExitCode.OK;
    }

    @Command(
            name = "pause",
            header = "No further step until it is resumed; what is live stays live for its share.",
            footer = {"", "Examples:", "  belay rollout pause rollout-7k2m9q4t1x"})
    int pause(
            @Parameters(paramLabel = "ROLLOUT", description = "As `belay rollout list` shows it.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") @Nullable String reason) {
        return print(belay.client().pauseRollout(id, reason));
    }

    @Command(
            name = "resume",
            header = "Go on, once the current step was watched as long again.",
            footer = {"", "Examples:", "  belay rollout resume rollout-7k2m9q4t1x"})
    int resume(@Parameters(paramLabel = "ROLLOUT", description = "As `belay rollout list` shows it.") String id) {
        return print(belay.client().resumeRollout(id));
    }

    private int print(Rollout rollout) {
        var terminal = belay.terminal();
        terminal.result(
                rollout,
                () -> terminal.say(terminal.bold(rollout.prompt() + " " + rollout.version()) + " to "
                        + rollout.percent() + " % of " + rollout.environment() + ": " + said(rollout) + "  ("
                        + rollout.rollout()
                        + ")"));
        return ExitCode.OK;
    }

    private static void print(List<Rollout> rollouts, Terminal terminal) {
        if (rollouts.isEmpty()) {
            terminal.say("Nothing was rolled out:  belay rollout start --help");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("rollout", "prompt", "version", "to", "share", "state", "by"));
        rollouts.forEach(one -> rows.add(List.of(
                one.rollout(),
                one.prompt(),
                one.version().toString(),
                one.environment(),
                one.percent() + " %",
                said(one),
                one.by())));
        Columns.table(rows).forEach(terminal::say);
    }

    private static String said(Rollout rollout) {
        return rollout.state()
                + (rollout.nextAt() == null ? "" : ", next step at " + LocalTime.of(rollout.nextAt()))
                + (rollout.reason() == null ? "" : ": " + rollout.reason());
    }
}
