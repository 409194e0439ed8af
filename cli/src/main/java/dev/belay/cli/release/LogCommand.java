package dev.belay.cli.release;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Deployment;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "log",
        header = "Show what went live lately, newest first: of one prompt, or of all.",
        description = {"", "Every release is listed once, those that changed nothing with the reason."},
        footer = {
            "",
            "Examples:",
            "  belay log --since 24h                      what changed since yesterday, over all prompts",
            "  belay log care/visit-summary               one prompt's history",
            "  belay log care/visit-summary --output json"
        })
public final class LogCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "team/name; all prompts when absent.")
    private @Nullable PromptName prompt;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "A duration back from now (45m, 24h, 7d) or an ISO 8601 time.")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var deployments = belay.client().deployments(prompt, since, limit);
        terminal.result(deployments, () -> print(deployments, terminal));
        return ExitCode.OK;
    }

    private void print(List<Deployment> deployments, Terminal terminal) {
        if (deployments.isEmpty()) {
            terminal.say("nothing was released" + (since == null ? "" : " since " + since)
                    + (prompt == null ? "" : " of " + prompt));
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("when", "prompt", "environment", "deployment", "what"));
        deployments.forEach(one -> rows.add(List.of(
                one.when().map(LocalTime::of).orElse("–"),
                one.prompt(),
                one.environment(),
                one.applied() ? Long.toString(one.number()) : "–",
                what(one))));
        Columns.table(rows).forEach(terminal::say);
        deployments.stream()
                .filter(Deployment::applied)
                .findFirst()
                .ifPresent(newest ->
                        terminal.say(terminal.dim("To take the newest back:  belay rollback " + newest.prompt())));
    }

    private static String what(Deployment one) {
        var kind = one.kind() == null ? "release" : one.kind();
        var change = one.change() == null ? "" : "  " + one.change();
        if (!one.applied()) {
            return kind + " not applied (" + one.cause() + "): " + one.reason() + change;
        }
        return kind + " to " + one.version() + (one.left() == null ? "" : " from " + one.left()) + change
                + (one.by() == null ? "" : "  by " + one.by());
    }
}
