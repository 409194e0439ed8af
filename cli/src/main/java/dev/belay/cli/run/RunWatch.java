package dev.belay.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.EventStream.Next;
import dev.belay.cli.api.Measures;
import dev.belay.cli.api.Refused;
import dev.belay.cli.api.Run;
import dev.belay.cli.terminal.Progress;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.cli.terminal.ProgressBar;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.RunControlEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a run until it is settled. Events only say that there is something new: what became of the run is read from
 * the run itself, so a lost, repeated or late event changes nothing.
 */
public final class RunWatch {

    private static final Set<String> LAST_EVENTS = Set.of("decided", "held-back", "withdrawn", "outdated");

    private final BelayClient client;
    private final Terminal terminal;
    private final Patience patience;
    private final Supplier<Progress> progress;

    public RunWatch(BelayClient client, Terminal terminal, Patience patience) {
        this(client, terminal, patience, () -> new ProgressBar(terminal, System::nanoTime));
    }

    /** @param progress asked for once an attempt */
    RunWatch(BelayClient client, Terminal terminal, Patience patience, Supplier<Progress> progress) {
        this.client = client;
        this.terminal = terminal;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * @param silence after which the run is asked whether it goes on
     * @param outage for how long the platform may be away
     * @param pause between two tries
     */
    public record Patience(Duration silence, Duration outage, Duration pause) {

        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMillis(250));
    }

    /** @param measures absent when they could not be read any more: what was decided stands all the same */
    public record Settled(Run run, @Nullable Measures measures) {}

    /** The attempt that settled it: an outdated one is followed to the next. */
    public Settled untilSettled(String firstRun) throws InterruptedException {
        try (var goesOn = new GoesOn(terminal, List.of(firstRun))) {
            var settled = settled(firstRun);
            while (settled.run().state() == Run.State.OUTDATED) {
                var run = settled.run();
                var next = RunControlEvent.runId(run.change(), run.attempt() + 1);
                terminal.say("  what is live changed meanwhile: evaluated again as " + next);
                settled = settled(next);
            }
            return settled;
        }
    }

    private Settled settled(String run) throws InterruptedException {
        var bar = progress.get();
        var told = new Told();
        var outage = new Outage(patience.outage());
        while (true) {
            try {
                var now = client.run(run);
                now.map(Run::tally).ifPresent(tally -> show(tally, bar));
                if (now.isPresent() && now.get().state().settled()) {
                    var measures = measures(run);
                    bar.details(measures == null ? "" : MeasuresText.progress(measures));
                    bar.finish(now.get().tally());
                    return new Settled(now.get(), measures);
                }
                if (now.isEmpty()) {
                    outage.giveUpIfTooLong(() -> notOpened(run));
                } else {
                    outage.over();
                    follow(run, told, bar);
                }
            } catch (Refused refused) {
                throw refused;
            } catch (CliFailure failure) {
                tellOnce(outage, failure);
                outage.giveUpIfTooLong(() -> lost(run, failure));
            }
            if (told.closed) {
                told.closed = false;
            } else {
                Thread.sleep(patience.pause());
            }
        }
    }

    private @Nullable Measures measures(String run) {
        try {
            return client.measures(run);
        } catch (CliFailure failure) {
            return null;
        }
    }

    private void tellOnce(Outage outage, CliFailure failure) {
        if (!outage.underWay()) {
            terminal.say("\n  " + failure.getMessage() + "; trying again");
        }
    }

    private void follow(String run, Told told, Progress bar) throws InterruptedException {
        try (var events = client.events(run)) {
            var next = events.next(patience.silence());
            while (next instanceof Next.Event event) {
                if (LAST_EVENTS.contains(event.name())) {
                    told.closed = true;
                    return;
                }
                take(event, told, bar);
                next = events.next(patience.silence());
            }
        }
    }

    /** What cannot be read is passed over: what became of the run is read from the run itself. */
    private void take(Next.Event event, Told told, Progress bar) {
        try {
            switch (event.name()) {
                case "measures" ->
                    bar.details(MeasuresText.progress(EventJson.mapper().readValue(event.data(), Measures.class)));
                case "progress" -> {
                    var progress = EventJson.mapper().readTree(event.data());
                    show(EventJson.mapper().treeToValue(progress, Tally.class), bar);
                    tellOfPause(progress.path("pausedSince").isTextual(), told);
                }
                default -> {}
            }
        } catch (JsonProcessingException e) {
            // Of a platform of another version.
        }
    }

    private static CliFailure notOpened(String run) {
        return CliFailure.infrastructure(
                "the gate has not opened " + run,
                "`belay status` shows whether gate-service is up; then go on with  belay watch " + run,
                null);
    }

    private static CliFailure lost(String run, CliFailure failure) {
        return CliFailure.infrastructure(
                failure.getMessage() + "; the run goes on without you",
                "Then go on with  belay watch " + RunId.changeOf(run)
                        + (failure.next() == null ? "" : ".  " + failure.next()),
                failure);
    }

    /** A complete run is told of once, with what it took: the sums told so far are seconds old. */
    private static void show(Tally tally, Progress bar) {
        if (tally.expected() == 0 || tally.measured() < tally.expected()) {
            bar.show(tally);
        }
    }

    private void tellOfPause(boolean paused, Told told) {
        if (paused && !told.paused) {
            terminal.say("\n  paused: `belay pause` says by whom and why, `belay resume PROMPT` goes on");
        }
        told.paused = paused;
    }

    private static final class Told {
        private boolean closed;
        private boolean paused;
    }
}
