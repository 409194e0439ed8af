package dev.belay.rollback.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events of the deployment log of one prompt. */
public final class DeploymentsFixture {

    public static final Instant APPLIED = Instant.parse("2026-11-01T12:00:01Z");
    static final String PROMPT = "care/visit-summary";

    private DeploymentsFixture() {}

    public static VersionRef version(int number) {
        return new VersionRef(number, Digest.of(content(number)));
    }

    public static String content(int number) {
        return "{\"text\":\"version " + number + "\"}";
    }

    static ReleaseApplied live(long number, int version, int... held) {
        return applied(PROMPT, "production", "P" + number, Kind.PROMOTE, number, version, null, held);
    }

    static ReleaseApplied step(long number, int version, int percent) {
        return applied(PROMPT, "production", "P" + number, Kind.PROMOTE, number, version, percent);
    }

    static ReleaseApplied rolledBack(long number, int version, int... held) {
        return applied(PROMPT, "production", "R" + number, Kind.ROLLBACK, number, version, null, held);
    }

    public static ReleaseApplied applied(
            String prompt,
            String environment,
            String release,
            Kind kind,
            long number,
            int version,
            @Nullable Integer step,
            int... held) {
        return new ReleaseApplied(
                prompt,
                environment,
                release,
                number,
                kind,
                number,
                version(version),
                null,
                null,
                1,
                Arrays.stream(held).mapToObj(each -> version(each).digest()).collect(Collectors.toSet()),
                APPLIED.minusSeconds(1),
                APPLIED,
                step,
                null);
    }

    public static ReleaseNotApplied notApplied(String prompt, String release, Cause cause) {
        return new ReleaseNotApplied(
                prompt, "production", release, 9, Kind.ROLLBACK, cause, 2, null, 0, "because of " + cause);
    }

    static Deployments after(ReleaseApplied... events) {
        var deployments = Deployments.none(PROMPT);
        for (var event : events) {
            deployments = deployments.after(event);
        }
        return deployments;
    }
}
