package dev.belay.deployer.sink.domain;

import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Releases;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is live, as the fold gives it to sinks. */
public final class States {

    public static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");

    private States() {}

    /** Deployment {@code number} of a prompt is its version {@code number}. */
    public static LiveState live(String prompt, long number) {
        return state(prompt, number, Kind.PROMOTE, "ch-" + number, null);
    }

    public static LiveState live(long number) {
        return live(Releases.PROMPT, number);
    }

    public static LiveState retired(long number) {
        return state(Releases.PROMPT, number, Kind.RETIRE, null, true);
    }

    private static LiveState state(
            String prompt, long number, Kind kind, @Nullable String change, @Nullable Boolean retired) {
        return new LiveState(
                prompt,
                Releases.PRODUCTION,
                number,
                Releases.version((int) number),
                Releases.content((int) number),
                "r-" + number,
                kind,
                change,
                100,
                List.of(),
                Set.of(),
                0,
                number,
                SINCE,
                null,
                List.of(),
                Set.of(),
                retired,
                null);
    }
}
