package dev.belay.cli.judgement;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import dev.belay.contracts.decision.Finding.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "override",
        header = "Let a finding not stand in the way, until a day.",
        description = {
            "",
            "For what is known and being mended: a flaky case, a failure mode whose cases are being rewritten. Only a",
            "PM's, never of a must-not, a review or a sign-off, and every decision that it changes says so for ever."
        },
        footer = {
            "",
            "Examples:",
            "  belay override care/visit-summary --rule edge-cases --criterion no-diagnosis --for 3d \\",
            "        --reason \"its cases are being rewritten\" --as pm",
            "  belay override care/visit-summary --rule no-regression --change ch-8f2k1m9x0a --until 2026-12-01 \\",
            "        --reason \"the baseline was wrong\" --as pm"
        })
public final class OverrideCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name.")
    private PromptName prompt;

    @Option(
            names = "--rule",
            required = true,
            paramLabel = "RULE",
            description = "must-have, no-regression, quality-threshold, edge-cases or ceilings.")
    private String rule;

    @Option(names = "--criterion", paramLabel = "ID", description = "Which of the rule's; as the finding names it.")
    private @Nullable String criterion;

    @Option(names = "--change", paramLabel = "CHANGE", description = "Only this change. Default: every one.")
    private @Nullable String change;

    @ArgGroup(multiplicity = "1")
    private Ending ending;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; every decision keeps it.")
    private String reason;

    @Override
    public Integer call() {
        var given = belay.client().judgements().override(prompt, named(rule), criterion, change, reason, ending.at());
        var terminal = belay.terminal();
        terminal.result(
                given,
                () -> terminal.say("%s: %s of %s does not stand in the way until %s"
                        .formatted(given.override(), rule, prompt, given.until())));
        return ExitCode.OK;
    }

    private static Rule named(String rule) {
        return Arrays.stream(Rule.values())
                .filter(each ->
                        each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(rule))
                .findFirst()
                .orElseThrow(() -> CliFailure.usage(
                        "--rule: '" + rule + "'",
                        "Expected one of must-have, no-regression, quality-threshold, edge-cases, ceilings."));
    }
}
