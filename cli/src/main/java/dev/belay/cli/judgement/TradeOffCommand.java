package dev.belay.cli.judgement;

import dev.belay.cli.CliFailure;
import dev.belay.cli.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "trade-off",
        header = "Say whether better quality is worth the time or money that it costs.",
        description = {
            "",
            "A change that passes significantly more cases and breaks only a soft ceiling waits for the PM, with both",
            "numbers. Refusing it rejects the change."
        },
        footer = {
            "",
            "Examples:",
            "  belay trade-off ch-8f2k1m9x0a --accept --ceiling latencyIncrease --reason \"edge cases matter more\"",
            "  belay trade-off ch-8f2k1m9x0a --refuse --ceiling costIncrease --reason \"not for this prompt\""
        })
public final class TradeOffCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|PROMPT", description = "What to weigh.")
    private String subject;

    @Option(names = "--ceiling", required = true, paramLabel = "NAME", description = "The soft ceiling that it breaks.")
    private String ceiling;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the decision keeps it.")
    private String reason;

    @ArgGroup(multiplicity = "1")
    private Choice choice;

    static final class Choice {
        @Option(names = "--accept", description = "It is worth it.")
        private boolean accept;

        @Option(names = "--refuse", description = "It is not.")
        private boolean refuse;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (choice.accept == choice.refuse) {
            throw CliFailure.usage("--accept or --refuse (expected: one of them)", null);
        }
        var judged = new Judged(belay);
        var change = judged.change(subject);
        var decided = belay.client().judgements().tradeOff(change, ceiling, choice.accept, reason);
        return judged.tell(change, decided);
    }
}
