package dev.belay.contracts.release;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by prompt and environment: what the fold knows of them.
 *
 * @param number current deployment number, a step's included
 * @param version what is live; while a step is under way, what the rest of the traffic gets
 * @param release the release that made {@code version} live
 * @param step per cent of the traffic of the newest release: 100, or that of {@code candidate}
 * @param history every version that was live at 100 % at the number at which it last went live, oldest first, the live
 *     one last
 * @param held the prompt's held versions, in all environments
 * @param lastRollback number of the last applied rollback, 0 for none
 * @param releasesOffset offset in {@code belay.releases} of the last record that this state includes
 * @param since when the release was ordered
 * @param candidate the version that a step gives a part of the traffic, absent when none is under way
 * @param stepped every version that was live by a step, at the number of its last one
 * @param settled release ids of the rollbacks since {@code lastRollback} that were refused or already live, and of the
 *     promotes since then that were held: that outcome is final, so a copy of them must not apply later
 * @param retired true when nothing is live: {@code version} was, until it was retired
 * @param rolledBackBy release id of the prompt's newest rollback, in whatever environment; absent before the first
 */
@EventType("dev.belay.live.changed.v1")
public record LiveState(
        String prompt,
        String environment,
        long number,
        VersionRef version,
        String content,
        String release,
        DeploymentEvent.Kind kind,
        @Nullable String change,
        int step,
        List<Deployed> history,
        Set<Digest> held,
        long lastRollback,
        long releasesOffset,
        Instant since,
        @Nullable Candidate candidate,
        List<Deployed> stepped,
        Set<String> settled,
        @Nullable Boolean retired,
        @Nullable String rolledBackBy)
        implements LiveEvent {

    public LiveState {
        history = List.copyOf(history);
        held = Set.copyOf(held);
        stepped = List.copyOf(stepped);
        settled = Set.copyOf(settled);
    }

    public boolean nothingIsLive() {
        return Boolean.TRUE.equals(retired);
    }

    @Override
    public String key() {
        return prompt + "@" + environment;
    }

    /** A version and the deployment number at which it went live. */
    public record Deployed(long number, VersionRef version) {}

    /** A version on its way to 100 %; its content is here because the rest of the traffic gets another one. */
    public record Candidate(
            VersionRef version,
            String content,
            String release,
            @Nullable String change,
            Instant since) {}
}
