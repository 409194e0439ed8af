package dev.belay.cli.run;

import dev.belay.cli.Invocation;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "retry",
        header = "Ask again for what errored of a change that waits, and watch it being decided.",
        description = {
            "",
            "Only what errored is evaluated again: time-outs, rate limits, what the budget did not allow.",
            "What was measured stays, and no recorded reply is paid again."
        },
        footer = {
            "",
            "Examples:",
            "  belay retry ch-8f2k1m9x0a",
            "  belay retry care/visit-summary --budget 2.50    go on after the budget ran out",
            "",
            "Exit codes: as `belay watch`; 2 when there is nothing to try again."
        })
public final class RetryCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|RUN|PROMPT", description = "What to try again.")
    private String subject;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What the run may cost from now on, with what it has cost. Default: as before.")
    private @Nullable BigDecimal budgetUsd;

    @Override
    public Integer call() throws InterruptedException {
        var client = belay.client();
        var terminal = belay.terminal();
        var run = client.retry(RunId.resolve(client, subject), budgetUsd);
        terminal.complain(
                "asked again for " + (run.expected() - run.measured()) + " of " + run.expected() + " outputs");
        var outcome = new Following(client, terminal).toTheEnd(run.run());
        terminal.result(outcome, () -> new OutcomeText(terminal).print(outcome));
        return outcome.run().state().exitCode();
    }
}
