package dev.belay.cli.criteria;

import dev.belay.cli.CliFailure;
import dev.belay.cli.Invocation;
import dev.belay.cli.working.ExampleTrial;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import picocli.CommandLine.Option;

/** What the judge may cost, and whether somebody is asked first. */
final class Spending {

    @Option(
            names = "--budget",
            paramLabel = "USD",
            defaultValue = "1",
            description = "What the judge may cost at most. Default: $$${DEFAULT-VALUE}.")
    private BigDecimal budgetUsd;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a judge that costs money is asked.")
    private boolean yes;

    BigDecimal budgetUsd() {
        if (budgetUsd.signum() < 0) {
            throw CliFailure.usage("--budget: " + budgetUsd + " (expected: 0 or more, in US dollars)", null);
        }
        return budgetUsd;
    }

    /** Says what it costs; throws when nobody wants to pay for it. */
    void agree(ExampleTrial.Cost cost, Invocation belay) {
        var terminal = belay.terminal();
        terminal.say(cost.said());
        if (yes || cost.simulated() || cost.calls() == 0 || budgetUsd.signum() == 0) {
            return;
        }
        var answers = new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8);
        if (!terminal.confirm("Ask " + cost.judge() + "?", answers)) {
            throw CliFailure.usage("Nobody was asked.", "With --yes the judge is asked without a question.");
        }
    }
}
