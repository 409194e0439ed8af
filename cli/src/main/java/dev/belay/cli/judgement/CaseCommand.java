package dev.belay.cli.judgement;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "case",
        header = "Take an eval case out of the suite, or out of the comparison for a while.",
        description = {
            "",
            "Cases are added and changed by publishing the folder; one that is absent there stays. Removing one weakens what",
            "is demanded, so that only a PM does it. A flaky one is better set aside until somebody has mended it: the",
            "comparison with the live version leaves it out, a must-not in its outputs rejects as ever."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay case quarantine care/visit-summary pain-runner --for 14d --owner ana@care.example \\",
            "        --reason \"it flickers\" --as pm",
            "  belay case list care/visit-summary",
            "  belay case remove care/visit-summary pain-runner --as pm"
        })
public final class CaseCommand implements Runnable {

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "remove",
            header = "Take a case out of the suite.",
            footer = {"", "Examples:", "  belay case remove care/visit-summary pain-runner --as pm"})
    int remove(
            @Parameters(index = "0", paramLabel = "PROMPT", description = "team/name.") PromptName prompt,
            @Parameters(index = "1", paramLabel = "CASE", description = "Its id.") String id) {
        belay.client().removeCase(prompt, id);
        var terminal = belay.terminal();
        terminal.result(
                Map.of("prompt", prompt.value(), "removed", id),
                () -> terminal.say(id + " is in no suite of " + prompt + " any more; earlier suites keep it"));
        return ExitCode.OK;
    }

    @Command(
            name = "quarantine",
            header = "Set a flaky case aside, with an owner and an end.",
            description = {"", "Again, it replaces what was said before; --for 0h ends it."},
            footer = {
                "",
                "Examples:",
                "  belay case quarantine care/visit-summary pain-runner --for 14d --owner ana@care.example \\",
                "        --reason \"it flickers\" --as pm"
            })
    int quarantine(
            @Parameters(index = "0", paramLabel = "PROMPT", description = "team/name.") PromptName prompt,
            @Parameters(index = "1", paramLabel = "CASE", description = "Its id.") String id,
            @Option(names = "--owner", required = true, paramLabel = "WHO", description = "Who mends it.") String owner,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; decisions keep it.")
                    String reason,
            @ArgGroup(multiplicity = "1") Ending ending) {
        var given = belay.client().judgements().quarantine(prompt, id, owner, reason, ending.at());
        var terminal = belay.terminal();
        terminal.result(
                given,
                () -> terminal.say("%s is compared with nothing until %s; %s mends it"
                        .formatted(id, given.until(), given.owner())));
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            header = "The cases in quarantine, and those that were.",
            footer = {"", "Examples:", "  belay case list care/visit-summary"})
    int list(@Parameters(paramLabel = "PROMPT", description = "team/name.") PromptName prompt) {
        var quarantines = belay.client().judgements().quarantines(prompt);
        var terminal = belay.terminal();
        terminal.result(quarantines, () -> {
            var now = Instant.now();
            quarantines.forEach(each -> terminal.say("%s  %s %s  %s mends it  %s (%s)"
                    .formatted(
                            each.caseId(),
                            now.isBefore(each.until()) ? "until" : "ended",
                            each.until(),
                            each.owner(),
                            each.reason(),
                            each.by())));
            if (quarantines.isEmpty()) {
                terminal.say("No case of " + prompt + " is in quarantine");
            }
        });
        return ExitCode.OK;
    }
}
