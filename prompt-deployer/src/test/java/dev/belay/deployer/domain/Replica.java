package dev.belay.deployer.domain;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.FreezeState;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fold as a replica runs it over a log in memory, with {@code belay.live} as the owner would have written it. */
final class Replica {

    private static final EventCodec<LiveEvent> CODEC = EventCodec.of(LiveEvent.class);

    private PromptState state;
    private long next;
    private final Map<String, LiveEvent> liveTopic = new TreeMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Outcome> firstOutcomes = new HashMap<>();

    private Replica(PromptState state, long next) {
        this.state = state;
        this.next = next;
    }

    static Replica fromTheBeginning() {
        return new Replica(PromptState.empty(Releases.PROMPT), 0);
    }

    /** As after {@code kill -9}: from another one's {@code belay.live} and an offset committed earlier or just then. */
    static Replica restartedFrom(Replica owner, long committed) {
        var records =
                owner.liveTopic.values().stream().map(Replica::throughKafka).toList();
        var restarted = new Replica(state(records), committed);
        restarted.liveTopic.putAll(owner.liveTopic);
        return restarted;
    }

    private static PromptState state(List<LiveEvent> records) {
        var live = records.stream()
                .filter(LiveState.class::isInstance)
                .map(LiveState.class::cast)
                .toList();
        var freeze = records.stream()
                .filter(FreezeState.class::isInstance)
                .map(FreezeState.class::cast)
                .findFirst();
        return PromptState.of(Releases.PROMPT, live, freeze.orElse(null));
    }

    Replica reads(List<? extends PromptOrdered> log) {
        while (next < log.size()) {
            reads(log.get((int) next));
        }
        return this;
    }

    Outcome reads(PromptOrdered release) {
        return reads(release, true);
    }

    Outcome reads(PromptOrdered release, boolean inItsPartition) {
        var offset = next++;
        if (state.includes(offset)) {
            return new Outcome.Misplaced();
        }
        var folded = Fold.apply(state, offset, release, inItsPartition);
        state = folded.state();
        state.changedAt(offset).forEach(live -> liveTopic.put(live.key(), live));
        outcomes.add(folded.outcome());
        firstOutcomes.putIfAbsent(release.release(), folded.outcome());
        return folded.outcome();
    }

    PromptState state() {
        return state;
    }

    @Nullable
    Integer live() {
        var live = state.live(Releases.PRODUCTION);
        return live == null || live.nothingIsLive() ? null : live.version().number();
    }

    List<Integer> held() {
        return state.held().stream()
                .map(digest -> IntStream.range(0, 10)
                        .filter(v -> Releases.version(v).digest().equals(digest))
                        .findFirst()
                        .orElseThrow())
                .sorted()
                .toList();
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    @Nullable
    Outcome firstOutcome(String release) {
        return firstOutcomes.get(release);
    }

    private static LiveEvent throughKafka(LiveEvent live) {
        var encoded = EventCodec.encode(EventEnvelope.of("1", "/prompt-deployer", Instant.EPOCH, live));
        return switch (CODEC.decode(encoded.headers(), encoded.body())) {
            case Decoded.Understood<LiveEvent> understood ->
                understood.envelope().data();
            case Decoded.Malformed<LiveEvent> malformed -> throw new AssertionError(malformed.reason());
        };
    }
}
