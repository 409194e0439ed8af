package dev.belay.gate.attempt.rest;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeOutdated;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.event.EventCodec;
import dev.belay.gate.attempt.domain.Measures;
import dev.belay.gate.attempt.domain.Pace;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.AttemptStore.Closing;
import dev.belay.gate.attempt.store.AttemptStore.Standing;
import dev.belay.gate.attempt.store.MeasureStore;
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
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One run as its reader sees it. Each result is sent once, in order; progress follows at most every
 * {@link #LOOK_EVERY}, and once more after the last result; what the run took now and then, and at its end; the event that
 * closes the attempt ends the stream.
 */
final class RunEvents implements Source {

    /** In the place of the last result seen, for a reader who wants none. */
    static final long NO_RESULTS = Long.MAX_VALUE;

    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final int AT_ONCE = 200;

    /** The sums cost more the longer the run is, and this often they are not to be noticed. */
    private static final Duration SUM_UP_EVERY = Duration.ofSeconds(3);

    private static final double TENTHS = 10;

    private static final Map<String, String> NAMES = Map.of(
            EventCodec.typeName(ChangeApproved.class), "decided",
            EventCodec.typeName(ChangeRejected.class), "decided",
            EventCodec.typeName(ChangeHeldBack.class), "held-back",
            EventCodec.typeName(ChangeWithdrawn.class), "withdrawn",
            EventCodec.typeName(ChangeOutdated.class), "outdated");

    private final String run;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final MeasureStore measures;
    private final Sse sse;
    private final Pace pace = new Pace();
    private long seen;
    private Instant summedUp = Instant.EPOCH;
    private @Nullable Measures took;
    private @Nullable Progressed told;

    RunEvents(String run, long seen, AttemptStore attempts, ResultStore results, MeasureStore measures, Sse sse) {
        this.run = run;
        this.seen = seen;
        this.attempts = attempts;
        this.results = results;
        this.measures = measures;
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
        pace.look(Instant.now(), look.standing().progress().measured());
        var progress = Progressed.of(look.standing(), pace);
        if (!progress.equals(told)) {
            events.add(event("progress", JsonText.of(progress), seen));
            told = progress;
        }
        if (look.measures() != null && !look.measures().equals(took)) {
            events.add(event("measures", JsonText.of(look.measures()), seen));
            took = look.measures();
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
        var fresh = results.after(run, seen, AT_ONCE);
        boolean last = standing.closing().isPresent() && fresh.size() < AT_ONCE;
        if (!last && Instant.now().isBefore(summedUp.plus(SUM_UP_EVERY))) {
            return new Look(standing, fresh, null);
        }
        summedUp = Instant.now();
        return new Look(standing, fresh, measures.of(run));
    }

    private record Look(
            Standing standing,
            List<Numbered> results,
            @Nullable Measures measures) {}

    private OutboundSseEvent event(String name, String json, long id) {
        return sse.newEventBuilder()
                .id(Long.toString(id == NO_RESULTS ? 0 : id))
                .name(name)
                .data(String.class, json)
                .build();
    }

    /**
     * @param perSecond outputs, lately; absent while that is not known
     * @param etaSeconds until the run is complete, as fast as it goes
     * @param pausedSince while nothing more is asked
     */
    private record Progressed(
            int expected,
            int measured,
            int passed,
            int failed,
            int errors,
            BigDecimal costUsd,
            @Nullable Double perSecond,
            @Nullable Long etaSeconds,
            @Nullable Instant pausedSince) {

        static Progressed of(Standing standing, Pace pace) {
            var progress = standing.progress();
            int left = progress.expected() - progress.measured();
            var rate = left == 0 ? OptionalDouble.empty() : pace.perSecond();
            return new Progressed(
                    progress.expected(),
                    progress.measured(),
                    progress.passed(),
                    progress.failed(),
                    progress.errors(),
                    progress.costUsd(),
                    rate.isEmpty() ? null : Math.round(rate.getAsDouble() * TENTHS) / TENTHS,
                    rate.isEmpty() ? null : (long) Math.ceil(left / rate.getAsDouble()),
                    standing.pausedSince());
        }
    }

    private static String name(Closing closing) {
        return NAMES.getOrDefault(closing.event(), closing.event());
    }

    @Override
    public void close() {}
}
