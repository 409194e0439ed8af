package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Publication;
import dev.belay.cli.api.Published;
import dev.belay.cli.release.Environment;
import dev.belay.cli.run.Following;
import dev.belay.cli.run.Outcome;
import dev.belay.cli.run.OutcomeText;
import dev.belay.cli.terminal.Progress;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.event.EventJson;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Publishes one folder and tells what becomes of it. */
final class Publisher {

    /** Above this somebody at a terminal is asked before it is spent. */
    private static final BigDecimal ASKED_ABOVE_USD = BigDecimal.ONE;

    /** More than the examples of any criteria should cost. */
    private static final BigDecimal PROOF_BUDGET_USD = BigDecimal.ONE;

    private final BelayClient client;
    private final Terminal terminal;
    private final InputStream stdin;
    private final Wanted wanted;

    Publisher(BelayClient client, Terminal terminal, InputStream stdin, Wanted wanted) {
        this.client = client;
        this.terminal = terminal;
        this.stdin = stdin;
        this.wanted = wanted;
    }

    /**
     * What was typed, the same for every folder.
     *
     * @param samples how often each case is asked, once when absent
     * @param whole evaluate every case, even when none that is left can change the verdict
     * @param together the group of all folders, decided all or none; absent when each is decided alone
     */
    record Wanted(
            String message,
            boolean check,
            @Nullable BigDecimal budgetUsd,
            @Nullable Integer samples,
            Set<Aspect> aspects,
            boolean whole,
            boolean noWatch,
            boolean yes,
            @Nullable Together together) {

        /** A budget of nothing leaves what was recorded before. */
        boolean allowsCalls() {
            return budgetUsd == null || budgetUsd.signum() > 0;
        }
    }

    /** Published, and evaluated from now on unless nothing changed. */
    record Started(WorkingCopy copy, RunEstimate estimate, Published published) {

        /** @param outcome absent when nobody watched */
        PublishResult result(@Nullable Outcome outcome) {
            return new PublishResult(
                    copy.name().value(),
                    published.version(),
                    published.criteria(),
                    published.suite(),
                    published.change(),
                    published.run(),
                    published.withdrawnOrNone(),
                    estimate,
                    WorkingCopy.details(copy.path(), copy.folder().warnings()),
                    outcome);
        }
    }

    /** Throws when the folder has mistakes, the registry refuses it, or nobody wants to pay for it. */
    Started start(Path path) throws InterruptedException {
        var copy = WorkingCopy.read(path);
        WorkingCopy.details(path, copy.folder().warnings())
                .forEach(warning -> terminal.say(terminal.yellow("warning  ") + warning.asLine()));
        var estimate = estimate(copy);
        terminal.say(wanted.allowsCalls() ? estimate.text() : estimate.withoutCalls());
        var judge = judgeCost(copy, estimate);
        if (judge.calls() > 0) {
            terminal.say(judge.said());
        }
        if (tooDear(estimate, judge)) {
            throw CliFailure.usage("Nothing was published.", null);
        }
        proveExamples(copy);
        var published = client.publish(copy.name(), publication(copy));
        Base.after(published, copy.name().value(), copy.base()).write(path);
        new PublishedText(terminal).print(copy.name(), published);
        return new Started(copy, estimate, published);
    }

    /** Of criteria that the registry does not have yet. Whether they are proven is its to say, and whose they are. */
    private void proveExamples(WorkingCopy copy) throws InterruptedException {
        if (copy.folder().criteria() == null) {
            return;
        }
        var trial = ExampleTrial.of(copy);
        if (!trial.asksSomebody() || isPublished(copy)) {
            return;
        }
        terminal.say(trial.cost().said());
        var budget = wanted.allowsCalls() ? PROOF_BUDGET_USD : BigDecimal.ZERO;
        ExampleTrial.print(trial.criteria(), trial.prove(client, budget), terminal);
    }

    private boolean isPublished(WorkingCopy copy) {
        var digest =
                CanonicalJson.of(copy.folder().criteria(), EventJson.mapper()).digest();
        return client.prompt(copy.name())
                .filter(known -> known.criteria() != null)
                .filter(known -> known.criteria().digest().equals(digest))
                .isPresent();
    }

    /** The run to follow; null, and told why, when there is none. */
    @Nullable
    String runToWatch(Started started) {
        var published = started.published();
        if (published.run() == null) {
            terminal.say("Nothing to evaluate: nothing changed.");
            return null;
        }
        if (wanted.noWatch()) {
            terminal.say("To watch it:  belay watch " + published.change());
            return null;
        }
        return published.run();
    }

    Outcome watched(String run) throws InterruptedException {
        var outcome = new Following(client, terminal).toTheEnd(run);
        tell(outcome, terminal);
        return outcome;
    }

    /** What it came to is told by {@code page} once it is over. */
    Outcome watched(String run, Terminal page, Progress progress) throws InterruptedException {
        var outcome = new Following(client, page, progress).toTheEnd(run);
        tell(outcome, page);
        return outcome;
    }

    private void tell(Outcome outcome, Terminal page) {
        if (!page.json()) {
            new OutcomeText(page).print(outcome);
        }
        if (!wanted.allowsCalls()) {
            page.say("  " + RecordingsText.of(outcome.run().expected(), outcome.measures()));
        }
    }

    private RunEstimate estimate(WorkingCopy copy) {
        var known = client.prompt(copy.name());
        boolean live = known.isPresent()
                && client.live(copy.name(), Environment.DEFAULT).isPresent();
        return RunEstimate.of(client, copy.folder(), known, live, wanted.samples());
    }

    /** Of the folder's criteria; what judges by those of the registry costs is theirs to know. */
    private ExampleTrial.Cost judgeCost(WorkingCopy copy, RunEstimate estimate) {
        return copy.folder().criteria() == null || !wanted.allowsCalls()
                ? ExampleTrial.Cost.NONE
                : ExampleTrial.of(copy).costOfOutputs(estimate.calls());
    }

    private boolean tooDear(RunEstimate estimate, ExampleTrial.Cost judge) {
        var cost = estimate.costUsd() == null || judge.usd() == null
                ? null
                : estimate.costUsd().add(judge.usd());
        boolean simulated = estimate.simulated() && (judge.simulated() || judge.calls() == 0);
        boolean ask = !wanted.yes()
                && terminal.interactive()
                && !simulated
                && (cost == null || cost.compareTo(ASKED_ABOVE_USD) > 0)
                && wanted.budgetUsd() == null;
        return ask
                && !terminal.confirm(
                        "Publish and spend that much at most?", new Scanner(stdin, StandardCharsets.UTF_8));
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
                wanted.message(),
                wanted.aspects(),
                wanted.check(),
                wanted.budgetUsd(),
                wanted.samples(),
                GitAuthors.of(copy).orElse(null),
                wanted.whole(),
                wanted.together());
    }

    /** Of a group that did not come to be. */
    void withdraw(Started started, String reason) {
        client.withdraw(started.published().change(), reason);
        terminal.say(started.published().change() + " of " + started.copy().name() + " is withdrawn");
    }
}
