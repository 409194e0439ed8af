package dev.belay.cli.run;

import dev.belay.cli.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "watch",
        header = "Follow a run until it is decided, or until only a person can go on.",
        description = {
            "",
            "Shows progress as it streams, then the decision as a checklist: ✓ passed, ✗ failed,",
            "? inconclusive, – not applicable. When what is live changes meanwhile, the next attempt is followed.",
            "Ctrl-C stops the watching, not the run."
        },
        footer = {
            "",
            "Examples:",
            "  belay watch ch-8f2k1m9x0a          the newest attempt of a change",
            "  belay watch ch-8f2k1m9x0a.1        this attempt",
            "  belay watch care/visit-summary     the newest change of a prompt"
        })
public final class WatchCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|RUN|PROMPT", description = "What to follow.")
    private String subject;

    @Override
    public Integer call() throws InterruptedException {
        var client = belay.client();
        var terminal = belay.terminal();
        var outcome = new Following(client, terminal).toTheEnd(RunId.resolve(client, subject));
        terminal.result(outcome, () -> new OutcomeText(terminal).print(outcome));
        return outcome.run().state().exitCode();
    }
}
