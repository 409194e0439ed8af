package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.run.Outcome;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "adopt",
        header = "Record what already runs in production as the first version.",
        description = {
            "",
            "Only a PM, only where nothing is live yet, and with a reason. It is live at once, by that word and not by the",
            "rules, and marked as adopted for ever. It is evaluated all the same, as a check: what that finds is what the",
            "next version is compared with."
        },
        footer = {
            "",
            "Examples:",
            "  belay adopt prompts/care/visit-summary --reason \"in production since March\" --as pm",
            "",
            "Exit codes: 0 adopted, whatever its evaluation finds; 2 something is live already, or not yours to adopt."
        })
public final class AdoptCommand implements Callable<Integer> {

    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "0..1", defaultValue = ".", paramLabel = "DIR", description = "The prompt's folder.")
    private Path folder;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the record keeps it.")
    private String reason;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What its evaluation may cost. Default: the registry's.")
    private @Nullable BigDecimal budgetUsd;

    @Option(names = "--yes", description = "Do not ask before an expensive evaluation.")
    private boolean yes;

    /** @param outcome of its evaluation */
    record Adopted(VersionAdopted adopted, Outcome outcome) {}

    @Override
    public Integer call() throws InterruptedException {
        var terminal = belay.terminal();
        var client = belay.client();
        // It runs whatever comes out, so all of it is worth knowing.
        var wanted = new Publisher.Wanted(reason, true, budgetUsd, null, Set.of(), true, false, yes, null);
        var publisher = new Publisher(client, terminal, belay.surroundings().stdin(), wanted);
        var published = publisher.start(folder).published();
        if (published.change() == null || published.run() == null) {
            throw CliFailure.usage("there is nothing to adopt: the registry has this version already", null);
        }
        untilOpened(client, published.change());
        var adopted = client.judgements().adopt(published.change(), reason);
        terminal.say(terminal.green("✓ ") + adopted.prompt() + " " + adopted.version() + " is adopted by "
                + adopted.by() + ": " + adopted.reason());
        var outcome = publisher.watched(published.run());
        terminal.result(new Adopted(adopted, outcome), () -> {});
        return ExitCode.OK;
    }

    /** The gate learns of a change a moment after the registry. */
    private static void untilOpened(BelayClient client, String change) throws InterruptedException {
        var until = Instant.now().plus(OPENING);
        while (client.runs(change).isEmpty()) {
            if (Instant.now().isAfter(until)) {
                throw CliFailure.infrastructure(
                        "the gate has not heard of " + change,
                        "`belay status` shows whether gate-service is up.",
                        null);
            }
            Thread.sleep(PAUSE);
        }
    }
}
