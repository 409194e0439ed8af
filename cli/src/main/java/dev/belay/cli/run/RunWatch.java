package dev.belay.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.CaseResult;
import dev.belay.cli.api.EventStream.Next;
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
 * the run itself, so a lost, repeated or late event changes nothing. A broken connection is taken up after the last
 * event seen.
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

    /** @param measures absent when the results could not be read any more: what was decided stands all the same */
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
        var position = new Position();
        var outage = new Outage(patience.outage());
        while (true) {
            try {
                var now = client.run(run);
                now.ifPresent(found -> bar.show(found.tally()));
                if (now.isPresent() && now.get().state().settled()) {
                    var measures = measures(run, position);
                    bar.details(measures == null ? "" : MeasuresText.progress(measures));
                    bar.finish(now.get().tally());
                    return new Settled(now.get(), measures);
                }
                if (now.isEmpty()) {
                    outage.giveUpIfTooLong(() -> notOpened(run));
                } else {
                    outage.over();
                    follow(run, position, bar);
                }
            } catch (Refused refused) {
                throw refused;
            } catch (CliFailure failure) {
                tellOnce(outage, failure);
                outage.giveUpIfTooLong(() -> lost(run, failure));
            }
            if (position.closed) {
                position.closed = false;
            } else {
                Thread.sleep(patience.pause());
            }
        }
    }

    /** With the results that no event told of: those of a run that had ended, or that came after a broken connection. */
    private @Nullable Measures measures(String run, Position position) {
        try {
            client.results(run, position.measured.seen(), position.measured::take);
            return position.measured.measures();
        } catch (CliFailure failure) {
            return null;
        }
    }

    private void tellOnce(Outage outage, CliFailure failure) {
        if (!outage.underWay()) {
            terminal.say("\n  " + failure.getMessage() + "; trying again");
        }
    }

    private void follow(String run, Position position, Progress bar) throws InterruptedException {
        try (var events = client.events(run, position.lastEventId)) {
            var next = events.next(patience.silence());
            while (next instanceof Next.Event event) {
                position.lastEventId = event.id() == null ? position.lastEventId : event.id();
                if (LAST_EVENTS.contains(event.name())) {
                    position.closed = true;
                    return;
                }
                take(event, position, bar);
                next = events.next(patience.silence());
            }
        }
    }

    /** What cannot be read is passed over: what became of the run is read from the run itself. */
    private static void take(Next.Event event, Position position, Progress bar) {
        try {
            switch (event.name()) {
                case "result" ->
                    position.measured.take(CaseResult.of(EventJson.mapper().readTree(event.data())));
                case "progress" -> {
                    bar.details(MeasuresText.progress(position.measured.measures()));
                    bar.show(EventJson.mapper().readValue(event.data(), Tally.class));
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

    private static final class Position {
        private final MeasuredSoFar measured = new MeasuredSoFar();
        private @Nullable String lastEventId;
        private boolean closed;
    }
}
