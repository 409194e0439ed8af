package dev.belay.cli.judgement;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Ownership;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.decision.PersonEvent.Owner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "handoff",
        header = "Hand the prompt file to engineers when that is safe, or back to the PM.",
        description = {
            "",
            "Until the hand-off engineers may propose, and every change needs a sign-off. It is safe with (a) a suite and",
            "the PM's criteria: must-haves, must-nots with examples, a threshold, covered edge cases; (b) rules that look",
            "for changes of tone, persona and safety; (c) a rollback used in the last 30 days, at least once by the PM.",
            "Without --to: who owns it, and what is missing."
        },
        footer = {
            "",
            "Examples:",
            "  belay handoff care/visit-summary",
            "  belay handoff care/visit-summary --to engineers --reason \"the suite covers what I look for\" --as pm",
            "  belay handoff care/visit-summary --to pm --reason \"too much churn\" --as pm",
            "",
            "Exit codes: 0 done, or nothing is missing; 4 something is missing."
        })
public final class HandoffCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name.")
    private PromptName prompt;

    @Option(names = "--to", paramLabel = "engineers|pm", description = "Whose it is from now on.")
    private @Nullable Owner to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the record keeps it.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var client = belay.client().judgements();
        var ownership = client.ownership(prompt);
        boolean ready = ownership.conditions().stream().allMatch(Ownership.Condition::holds);
        if (to == null || to == Owner.ENGINEERS && !ready && ownership.owner() == Owner.PM) {
            terminal.result(ownership, () -> print(ownership, to != null, terminal));
            return ready || ownership.owner() == Owner.ENGINEERS ? ExitCode.OK : ExitCode.UNDECIDED;
        }
        if (reason == null || reason.isBlank()) {
            throw CliFailure.usage("--reason is missing", "Say why: the record keeps it.");
        }
        var handedOff = client.handOff(prompt, to, reason);
        terminal.result(
                handedOff,
                () -> terminal.say(
                        terminal.green("✓ ") + prompt + " is now the " + (to == Owner.ENGINEERS ? "engineers'" : "PM's")
                                + terminal.dim("  (" + handedOff.by() + ")")));
        return ExitCode.OK;
    }

    private void print(Ownership ownership, boolean refused, Terminal terminal) {
        var owner = ownership.owner() == Owner.ENGINEERS ? "engineers" : "the PM";
        terminal.say(terminal.bold(prompt.value()) + " is owned by " + owner
                + (refused ? terminal.red(": not handed off, since it would not be safe") : ""));
        for (var condition : ownership.conditions()) {
            terminal.say("  " + (condition.holds() ? terminal.green("✓") : terminal.red("✗")) + " " + condition.says());
            condition.missing().forEach(missing -> terminal.say("      " + missing));
        }
    }
}
