package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.run.RunControlEvent.RunPaused;
import dev.belay.contracts.run.RunControlEvent.RunResumed;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.Halt;
import dev.belay.gate.attempt.domain.Pause;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PauseStore;
import dev.belay.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Pauses prompts and resumes them. What is said of a prompt is one row; that its runs follow is settled for each on its own,
 * here and whenever {@link Timers} look, so that one which is just being opened is not forgotten.
 */
@ApplicationScoped
public class Pausing {

    private final PauseStore pauses;
    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final Outbox outbox;

    Pausing(PauseStore pauses, ChangeStore changes, AttemptStore attempts, Outbox outbox) {
        this.pauses = pauses;
        this.changes = changes;
        this.attempts = attempts;
        this.outbox = outbox;
    }

    /** One that is paused stays so, by whom and why it was. */
    public Pause pause(String prompt, String by, String reason) {
        var wanted = new Pause(prompt, by, reason, now());
        var pause = QuarkusTransaction.requiringNew().call(() -> pauses.put(wanted));
        settleAll(prompt);
        return pause;
    }

    /** Whether it was paused. */
    public boolean resume(String prompt) {
        boolean paused = QuarkusTransaction.requiringNew().call(() -> pauses.remove(prompt));
        settleAll(prompt);
        return paused;
    }

    private void settleAll(String prompt) {
        for (var change : QuarkusTransaction.requiringNew().call(() -> changes.unconcludedOf(prompt))) {
            QuarkusTransaction.requiringNew().run(() -> changes.lock(change).ifPresent(this::settle));
        }
    }

    /** The change must be locked. */
    void settle(Attempt attempt) {
        if (!attempt.state().isUndecided()) {
            return;
        }
        var standing = attempts.of(attempt.run()).orElseThrow();
        var pause = pauses.of(attempt.prompt());
        switch (Halt.of(
                pause.isPresent(), standing.pausedSince(), standing.opened().deadline(), now())) {
            case Halt.None none -> {}
            case Halt.Pause halt -> {
                var since = now();
                attempts.pause(attempt.run(), since);
                outbox.add(
                        attempt.run() + "/paused/" + since.toEpochMilli(),
                        new RunPaused(
                                attempt.run(),
                                pause.orElseThrow().by(),
                                pause.orElseThrow().reason()));
            }
            case Halt.Resume(var deadline) -> {
                attempts.resume(attempt.run(), deadline);
                outbox.add(
                        attempt.run() + "/resumed/" + standing.pausedSince().toEpochMilli(),
                        new RunResumed(attempt.run(), deadline));
            }
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
