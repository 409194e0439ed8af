package dev.belay.cli.judgement;

import dev.belay.cli.Invocation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "promote",
        header = "Release an approved change that waits for it.",
        description = {
            "",
            "Where the team's policy is --release by-hand, what is approved is not live before a PM or ops says so. Until",
            "then new criteria judge it again, and another version that goes live sends it back to be evaluated."
        },
        footer = {"", "Examples:", "  belay promote ch-8f2k1m9x0a --as ops"})
public final class PromoteCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|PROMPT", description = "What to release.")
    private String subject;

    @Override
    public Integer call() throws InterruptedException {
        var judged = new Judged(belay);
        var change = judged.change(subject);
        belay.client().judgements().promote(change);
        return judged.tell(change, Map.of("promoted", change));
    }
}
