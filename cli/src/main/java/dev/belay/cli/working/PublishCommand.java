package dev.belay.cli.working;

import dev.belay.cli.Belay;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Publication;
import dev.belay.cli.api.Published;
import dev.belay.cli.release.Environment;
import dev.belay.cli.run.Following;
import dev.belay.cli.run.Outcome;
import dev.belay.cli.run.OutcomeText;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "publish",
        header = "Propose what a folder says, and watch it being decided.",
        description = {
            "",
            "Reads prompt.yaml, criteria.yaml and cases/* (YAML, CSV, JSONL), names every mistake with file and line,",
            "says what the run will cost, publishes, and watches until it is decided or only a person can go on.",
            "An approved version goes live. Criteria are published only by their owner, never over newer ones; cases",
            "are merged by id."
        },
        footer = {
            "",
            "Examples:",
            "  belay publish prompts/care/visit-summary -m \"shorter sentences\"",
            "  belay publish . -m \"try this\" --check          decide, release nothing: for a pull request",
            "  belay publish . -m \"big suite\" --budget 2.50   stop, undecided, before it costs more",
            "",
            "Exit codes: 0 approved, 1 rejected, 2 a mistake in the folder, 3 platform, 4 undecided."
        })
public final class PublishCommand implements Callable<Integer> {

    /** Above this somebody at a terminal is asked before it is spent. */
    private static final BigDecimal ASKED_ABOVE_USD = BigDecimal.ONE;

    @ParentCommand
    private Belay belay;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml.")
    private Path path;

    @Option(
            names = {"-m", "--message"},
            required = true,
            paramLabel = "MESSAGE",
            description = "What changed, and why.")
    private String message;

    @Option(names = "--check", description = "Decide by the same rules, release nothing and ask nobody.")
    private boolean check;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What the run may cost at most. Default: what the registry is configured for, $5.")
    private @Nullable BigDecimal budgetUsd;

    @Option(
            names = "--aspect",
            paramLabel = "ASPECT",
            split = ",",
            description = "What it affects: tone, persona, safety.")
    private @Nullable Set<Aspect> aspects;

    @Option(names = "--no-watch", description = "Return as soon as it is published.")
    private boolean noWatch;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a run that may cost more than $1.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        if (budgetUsd != null && budgetUsd.signum() < 0) {
            throw CliFailure.usage("--budget: " + budgetUsd + " (expected: 0 or more, in US dollars)", null);
        }
        var copy = WorkingCopy.read(path);
        var client = belay.client();
        var terminal = belay.terminal();
        WorkingCopy.details(path, copy.folder().warnings())
                .forEach(warning -> terminal.say(terminal.yellow("warning  ") + warning.asLine()));
        var estimate = estimate(client, copy);
        terminal.say(estimate.text());
        if (tooDear(estimate, terminal)) {
            terminal.say("Nothing was published.");
            return ExitCode.USAGE;
        }
        var published = client.publish(copy.name(), publication(copy));
        Base.after(published, copy.name().value(), copy.base()).write(path);
        new PublishedText(terminal).print(copy.name(), published);
        return report(copy, estimate, published, watched(client, terminal, published));
    }

    private static RunEstimate estimate(BelayClient client, WorkingCopy copy) {
        var known = client.prompt(copy.name());
        boolean live = known.isPresent()
                && client.live(copy.name(), Environment.DEFAULT).isPresent();
        return RunEstimate.of(client, copy.folder(), known, live);
    }

    private boolean tooDear(RunEstimate estimate, Terminal terminal) {
        var cost = estimate.costUsd();
        boolean ask = !yes
                && terminal.interactive()
                && !estimate.simulated()
                && (cost == null || cost.compareTo(ASKED_ABOVE_USD) > 0)
                && budgetUsd == null;
        return ask
                && !terminal.confirm(
                        "Publish and spend that much at most?",
                        new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8));
    }

    private Publication publication(WorkingCopy copy) {
        var folder = copy.folder();
        var base = copy.base();
        return new Publication(
                folder.prompt(),
                folder.criteria(),
                base == null ? null : base.criteria(),
                folder.cases(),
                base == null ? null : base.suite(),
                base == null ? null : base.version(),
                message,
                aspects == null ? EnumSet.noneOf(Aspect.class) : aspects,
                check,
                budgetUsd);
    }

    private @Nullable Outcome watched(BelayClient client, Terminal terminal, Published published)
            throws InterruptedException {
        if (published.run() == null) {
            terminal.say("Nothing to evaluate: nothing changed.");
            return null;
        }
        if (noWatch) {
            terminal.say("To watch it:  belay watch " + published.change());
            return null;
        }
        return new Following(client, terminal).toTheEnd(published.run());
    }

    private int report(WorkingCopy copy, RunEstimate estimate, Published published, @Nullable Outcome outcome) {
        var result = new PublishResult(
                copy.name().value(),
                published.version(),
                published.criteria(),
                published.suite(),
                published.change(),
                published.run(),
                published.withdrawnOrNone(),
                estimate,
                WorkingCopy.details(path, copy.folder().warnings()),
                outcome);
        var terminal = belay.terminal();
        terminal.result(result, () -> {
            if (outcome != null) {
                new OutcomeText(terminal).print(outcome);
            }
        });
        return outcome == null ? ExitCode.OK : outcome.run().state().exitCode();
    }
}
