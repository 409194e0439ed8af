package dev.belay.deployer.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.release.FreezeState;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fold's state of one prompt.
 *
 * @param holds what rollbacks left
 * @param environments what is live, by environment; absent where nothing ever was
 * @param freeze absent when it was never frozen
 */
public record PromptState(
        String prompt,
        Holds holds,
        Map<String, LiveState> environments,
        @Nullable FreezeState freeze) {

    /** Below every offset. */
    private static final long BEFORE_THE_LOG = -1;

    public PromptState {
        environments = Map.copyOf(environments);
    }

    public static PromptState empty(String prompt) {
        return new PromptState(prompt, Holds.NONE, Map.of(), null);
    }

    /**
     * From the newest {@code belay.live} record of each environment of one prompt. A release that changes the holds
     * writes every environment's record, so the newest of them has the holds as they are.
     */
    public static PromptState of(String prompt, Collection<LiveState> records, @Nullable FreezeState freeze) {
        var environments = new TreeMap<String, LiveState>();
        records.forEach(live -> environments.put(live.environment(), live));
        var holds = records.stream()
                .max(Comparator.comparingLong(LiveState::releasesOffset))
                .map(live -> new Holds(live.held(), live.rolledBackBy()))
                .orElse(Holds.NONE);
        return new PromptState(prompt, holds, environments, freeze);
    }

    /** Whether the release record at {@code offset} is already in this state. */
    public boolean includes(long offset) {
        return offset <= lastOffset();
    }

    /** The environments' states that the release record at {@code offset} changed: these are what must be published. */
    public List<LiveEvent> changedAt(long offset) {
        return records()
                .filter(live -> live.releasesOffset() == offset)
                .sorted(Comparator.comparing(LiveEvent::key))
                .toList();
    }

    /** Versions that no promote makes live, in no environment, unless it clears the newest rollback. */
    public Set<Digest> held() {
        return holds.versions();
    }

    public @Nullable LiveState live(String environment) {
        return environments.get(environment);
    }

    public boolean isFrozen() {
        return freeze != null && freeze.frozen();
    }

    /** The current deployment number; 0 when nothing was ever live. Everywhere: how often the prompt was frozen or not. */
    public long number(String environment) {
        if (environment.equals(PromptOrdered.EVERYWHERE)) {
            return freeze == null ? 0 : freeze.number();
        }
        var live = environments.get(environment);
        return live == null ? 0 : live.number();
    }

    PromptState with(FreezeState changed) {
        return new PromptState(prompt, holds, environments, changed);
    }

    PromptState with(LiveState live) {
        var changed = new TreeMap<>(environments);
        changed.put(live.environment(), live);
        return new PromptState(prompt, holds, changed, freeze);
    }

    private Stream<LiveEvent> records() {
        return Stream.concat(environments.values().stream(), Stream.ofNullable(freeze));
    }

    private long lastOffset() {
        return records().mapToLong(LiveEvent::releasesOffset).max().orElse(BEFORE_THE_LOG);
    }
}
