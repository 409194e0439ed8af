package dev.belay.cli.judgement;

import dev.belay.cli.Invocation;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "remove-aspect",
        header = "Say that an aspect which a rule added to a change does not hold.",
        description = {
            "",
            "Rules look at what a change adds and removes, and make it one of tone, persona or safety whatever its",
            "author says. Only a PM takes that away, with a reason that the decision keeps. What the author declared",
            "stays."
        },
        footer = {
            "",
            "Examples:",
            "  belay remove-aspect ch-8f2k1m9x0a safety --reason \"it names a dosage form, no dosage\" --as pm"
        })
public final class AspectCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(index = "0", paramLabel = "CHANGE|PROMPT", description = "Of which change.")
    private String subject;

    @Parameters(index = "1", paramLabel = "tone|persona|safety", description = "What it does not affect.")
    private Aspect aspect;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the decision keeps it.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        var judged = new Judged(belay);
        var change = judged.change(subject);
        return judged.tell(change, belay.client().judgements().removeAspect(change, aspect, reason));
    }
}
