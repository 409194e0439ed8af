package dev.belay.gate.attempt.rest;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeOutdated;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.event.EventCodec;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.AttemptStore.Closing;
import dev.belay.gate.attempt.store.AttemptStore.Standing;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.attempt.store.ResultStore.Numbered;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.stream.Source;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run as its reader sees it. Each result is sent once, in order; progress follows at most every
 * {@link #LOOK_EVERY}, and once more after the last result; the event that closes the attempt ends the stream.
 */
final class RunEvents implements Source {

    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final int AT_ONCE = 200;

    private static final Map<String, String> NAMES = Map.of(
            EventCodec.typeName(ChangeApproved.class), "decided",
            EventCodec.typeName(ChangeRejected.class), "decided",
            EventCodec.typeName(ChangeHeldBack.class), "held-back",
            EventCodec.typeName(ChangeWithdrawn.class), "withdrawn",
            EventCodec.typeName(ChangeOutdated.class), "outdated");

    private final String run;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final Sse sse;
    private long seen;
    private @Nullable Progressed told;

    RunEvents(String run, long seen, AttemptStore attempts, ResultStore results, Sse sse) {
        this.run = run;
        this.seen = seen;
        this.attempts = attempts;
        this.results = results;
        this.sse = sse;
    }

    @Override
    public Poll poll() throws InterruptedException {
        var look = QuarkusTransaction.requiringNew().call(this::look);
        var events = new ArrayList<OutboundSseEvent>();
        for (var result : look.results()) {
            events.add(event("result", JsonText.of(RunResource.row(result)), result.seq()));
            seen = result.seq();
        }
        var progress = Progressed.of(look.standing());
        if (!progress.equals(told)) {
            events.add(event("progress", JsonText.of(progress), seen));
            told = progress;
        }
        var closing = look.standing().closing();
        if (closing.isPresent() && look.results().size() < AT_ONCE) {
            events.add(event(name(closing.get()), closing.get().json(), seen));
            return new Poll(events, true);
        }
        if (look.results().size() < AT_ONCE) {
            Thread.sleep(LOOK_EVERY);
        }
        return new Poll(events, false);
    }

    /** The standing first: a result stored after it is sent with the next look, never after the closing event. */
    private Look look() {
        var standing = attempts.of(run).orElseThrow();
        return new Look(standing, results.after(run, seen, AT_ONCE));
    }

    private record Look(Standing standing, List<Numbered> results) {}

    private OutboundSseEvent event(String name, String json, long id) {
        return sse.newEventBuilder()
                .id(Long.toString(id))
                .name(name)
                .data(String.class, json)
                .build();
    }

    /** @param pausedSince while nothing more is asked */
    private record Progressed(
            int expected,
            int measured,
            int passed,
            int failed,
            int errors,
            BigDecimal costUsd,
            @Nullable Instant pausedSince) {

        static Progressed of(Standing standing) {
            var progress = standing.progress();
            return new Progressed(
                    progress.expected(),
                    progress.measured(),
                    progress.passed(),
                    progress.failed(),
                    progress.errors(),
                    progress.costUsd(),
                    standing.pausedSince());
        }
    }

    private static String name(Closing closing) {
        return NAMES.getOrDefault(closing.event(), closing.event());
    }

    @Override
    public void close() {}
}
