package dev.belay.cli.run;

import dev.belay.cli.api.Completion;
import dev.belay.cli.api.Run;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Money;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A settled run as a checklist: one line a rule, its cases, and the outputs that broke a criterion. */
public final class OutcomeText {

    private static final int HALF = 46;
    private static final int OUTPUT_SHOWN = 600;

    private final Terminal terminal;

    public OutcomeText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What somebody who waited for it wants to see first: one output for each broken criterion. */
    public void print(Outcome outcome) {
        var shown = new HashSet<String>();
        print(
                outcome,
                false,
                outcome.offences().stream()
                        .filter(offence -> shown.add(offence.criterion()))
                        .toList());
    }

    void printAll(Outcome outcome) {
        print(outcome, true, outcome.offences());
    }

    private void print(Outcome outcome, boolean everything, List<Offence> offences) {
        var run = outcome.run();
        terminal.say(headline(run) + label(outcome));
        var decision = run.decision();
        if (decision != null) {
            var findings = new FindingsText(terminal);
            if (everything) {
                findings.printAll(decision);
            } else {
                findings.printBrief(decision);
            }
            terminal.say(terminal.dim("    " + took(outcome, decision)));
        }
        offences.forEach(this::print);
        terminal.say(ending(outcome));
    }

    private String headline(Run run) {
        var word = run.state().words() + (run.check() ? " (check: nothing is released)" : "");
        var styled = switch (run.state()) {
            case APPROVED -> terminal.bold(terminal.green("✓ " + word));
            case REJECTED -> terminal.bold(terminal.red("✗ " + word));
            case EVALUATING, IN_REVIEW, WITHDRAWN, OUTDATED -> terminal.bold(terminal.yellow("? " + word));
        };
        var against = run.baseline() == null ? ", nothing live to compare with" : " against live " + run.baseline();
        return styled + "  " + run.prompt() + " " + run.candidate() + against + terminal.dim("  " + run.run());
    }

    private String label(Outcome outcome) {
        return outcome.simulated()
                ? terminal.yellow("  [" + outcome.model() + ": simulated, no model was asked]")
                : terminal.dim("  [" + outcome.model() + "]");
    }

    private static String took(Outcome outcome, Decision decision) {
        var saved = decision.cancelled() == 0
                ? ""
                : "; " + decision.cancelled() + " of " + decision.tasks()
                        + " evaluations saved: none could change the verdict any more";
        var measures = outcome.measures();
        var cost = outcome.run().tally().costUsd();
        var took = measures == null
                ? decision.measured() + " outputs; $" + Money.text(cost)
                : MeasuresText.summary(measures, cost);
        return took + saved;
    }

    private void print(Offence offence) {
        var demand = (offence.rule() == Finding.Rule.MUST_NOT ? "must not: " : "must: ")
                + (offence.says() == null ? offence.criterion() : offence.says());
        var completion = offence.completion();
        terminal.blank();
        terminal.say("    " + terminal.bold("case " + offence.caseId()) + terminal.dim(by(completion)));
        var output = completion == null ? "(the output is not recorded any more)" : shortened(completion.text());
        Columns.sideBySide(demand, output, HALF).forEach(line -> terminal.say("    " + line));
    }

    private static String by(@Nullable Completion completion) {
        return completion == null ? "" : "  output of " + completion.by();
    }

    private static String shortened(String text) {
        return text.length() <= OUTPUT_SHOWN ? text : text.substring(0, OUTPUT_SHOWN) + " …";
    }

    private String ending(Outcome outcome) {
        var run = outcome.run();
        var details = "  Every case:  belay show " + run.run();
        return switch (run.state()) {
            case APPROVED -> approved(outcome);
            case REJECTED -> "  Nothing was released." + details;
            case IN_REVIEW -> "  Waits for " + (run.waitsFor() == null ? "a person" : run.waitsFor()) + "." + details;
            case WITHDRAWN -> "  Withdrawn: " + because(run, "it will not be decided") + "." + details;
            case OUTDATED -> "  Outdated: " + because(run, "what is live changed under it") + "." + details;
            case EVALUATING -> "  Still evaluating. To go on watching:  belay watch " + run.change();
        };
    }

    private static String because(Run run, String otherwise) {
        return run.reason() == null ? otherwise : run.reason();
    }

    private String approved(Outcome outcome) {
        var run = outcome.run();
        var deployment = outcome.deployment();
        if (run.check()) {
            return "  Publishing the same content without --check reuses these results.";
        }
        if (run.waitsFor() != null) {
            return terminal.yellow("  Not live yet") + ": waits for " + run.waitsFor() + ".";
        }
        if (deployment == null) {
            return terminal.yellow("  Not live yet: ") + "belay live " + run.prompt() + " shows when it is.";
        }
        return deployment.applied()
                ? terminal.green("  " + run.prompt() + " " + run.candidate() + " is live") + " in "
                        + deployment.environment() + terminal.dim("  (deployment " + deployment.number() + ")")
                : terminal.yellow("  Not released: " + deployment.reason());
    }
}
