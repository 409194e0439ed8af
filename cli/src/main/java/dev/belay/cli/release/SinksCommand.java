package dev.belay.cli.release;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.SinkStanding;
import dev.belay.cli.api.SinkStanding.Target;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sinks",
        header = "Show how far Git, files, ConfigMaps and webhooks are with what is live.",
        description = {
            "",
            "A sink that fails is tried again for as long as it takes, and then given the newest state alone. Sinks are set",
            "up with the platform: belay.deployer.sinks.NAME in the deployer's configuration."
        },
        footer = {
            "",
            "Examples:",
            "  belay sinks                       each sink, and the prompts that it is behind with",
            "  belay sinks care/visit-summary    where one prompt is written to, and with which deployment",
            "  belay sinks --output json"
        })
public final class SinksCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "team/name; all prompts when absent.")
    private @Nullable PromptName prompt;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var sinks = belay.client().sinks(prompt);
        terminal.result(sinks, () -> print(sinks, terminal));
        return ExitCode.OK;
    }

    private void print(List<SinkStanding> sinks, Terminal terminal) {
        if (sinks.isEmpty()) {
            terminal.say((prompt == null ? "nothing of your teams" : "nothing of " + prompt) + " is written to a sink");
        }
        sinks.forEach(sink -> print(sink, terminal));
    }

    private void print(SinkStanding sink, Terminal terminal) {
        terminal.say(terminal.bold(sink.name()) + "  " + sink.kind() + ", " + sink.prompts() + " in "
                + sink.environment() + ": " + summary(sink));
        if (sink.error() != null) {
            terminal.say("  "
                    + terminal.yellow((sink.stopped() ? "stopped: " : "nothing can be written now: ") + sink.error()));
        }
        var shown = sink.targets().stream()
                .filter(target -> prompt != null || !target.isCurrent())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("prompt", "live", "there", "since", "what"));
        shown.forEach(target -> rows.add(List.of(
                target.prompt(),
                Long.toString(target.number()),
                target.held() == null ? "?" : Long.toString(target.held()),
                target.at() == null ? "–" : LocalTime.of(target.at()),
                what(target))));
        Columns.table(rows).forEach(row -> terminal.say("  " + row));
    }

    private static String summary(SinkStanding sink) {
        var current = sink.targets().stream().filter(Target::isCurrent).count();
        return current + " of " + sink.targets().size() + " as live";
    }

    private static String what(Target target) {
        if (target.error() != null) {
            return "failed " + target.failures() + " times, again at "
                    + (target.nextTry() == null ? "–" : LocalTime.of(target.nextTry())) + ": " + target.error();
        }
        if (target.lag() != null && target.lag() < 0) {
            return "holds a higher deployment, which is never overwritten: " + target.place();
        }
        return target.isCurrent() ? target.place() : "waits: " + target.place();
    }
}
