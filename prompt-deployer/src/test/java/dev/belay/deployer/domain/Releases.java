package dev.belay.deployer.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Releases of one prompt, as short as the traces of the release protocol write them. */
public final class Releases {

    public static final String PROMPT = "care/visit-summary";
    public static final String PRODUCTION = "production";
    private static final Instant ORDERED = Instant.parse("2026-11-01T12:00:00Z");

    private Releases() {}

    public static VersionRef version(int number) {
        return new VersionRef(number, Digest.of(content(number)));
    }

    public static String content(int number) {
        return "{\"messages\":[{\"content\":\"version " + number + "\",\"role\":\"user\"}],"
                + "\"model\":{\"name\":\"gpt-4.1-mini\",\"provider\":\"openai\"},\"name\":\"" + PROMPT + "\"}";
    }

    public static PromoteOrdered promote(String release, int version, long expects) {
        return step(release, version, expects, 100);
    }

    static PromoteOrdered step(String release, int version, long expects, int percent) {
        return promote(release, PRODUCTION, version, expects, percent);
    }

    static PromoteOrdered promote(String release, String environment, int version, long expects, int percent) {
        return clearing(release, environment, version, expects, percent, null);
    }

    /** @param clears release id of a rollback */
    static PromoteOrdered clearing(
            String release, String environment, int version, long expects, int percent, @Nullable String clears) {
        return new PromoteOrdered(
                release,
                PROMPT,
                environment,
                expects,
                percent,
                version(version),
                content(version),
                "c" + version,
                1,
                Digest.of("decision"),
                ORDERED,
                null,
                clears);
    }

    public static RollbackOrdered rollback(String release, int version, long from) {
        return rollback(release, PRODUCTION, version, from);
    }

    static RollbackOrdered rollback(String release, String environment, int version, long from) {
        return new RollbackOrdered(
                release,
                PROMPT,
                environment,
                from,
                version(version),
                content(version),
                "ops@care.example",
                null,
                null,
                ORDERED);
    }

    public static FreezeOrdered freeze(String release, long expects) {
        return new FreezeOrdered(release, PROMPT, expects, "pm@care.example", "an audit", ORDERED);
    }

    static UnfreezeOrdered unfreeze(String release, long expects) {
        return new UnfreezeOrdered(release, PROMPT, expects, "pm@care.example", "it is over", ORDERED);
    }

    public static RetireOrdered retire(String release, String environment, long expects) {
        return new RetireOrdered(release, PROMPT, environment, expects, "pm@care.example", "replaced", ORDERED);
    }

    /** The same order for another prompt. */
    public static PromptOrdered of(String prompt, PromptOrdered release) {
        return switch (release) {
            case PromoteOrdered p ->
                new PromoteOrdered(
                        p.release(),
                        prompt,
                        p.environment(),
                        p.expects(),
                        p.step(),
                        p.target(),
                        p.content(),
                        p.change(),
                        p.attempt(),
                        p.decision(),
                        p.orderedAt(),
                        p.group(),
                        p.clears());
            case RollbackOrdered r ->
                new RollbackOrdered(
                        r.release(),
                        prompt,
                        r.environment(),
                        r.from(),
                        r.target(),
                        r.content(),
                        r.by(),
                        r.reason(),
                        r.detectedAt(),
                        r.orderedAt());
            case FreezeOrdered f ->
                new FreezeOrdered(f.release(), prompt, f.expects(), f.by(), f.reason(), f.orderedAt());
            case UnfreezeOrdered u ->
                new UnfreezeOrdered(u.release(), prompt, u.expects(), u.by(), u.reason(), u.orderedAt());
            case RetireOrdered x ->
                new RetireOrdered(x.release(), prompt, x.environment(), x.expects(), x.by(), x.reason(), x.orderedAt());
        };
    }

    /** The same order, whose content is not the one that its target names. */
    static VersionOrdered forged(VersionOrdered release) {
        return switch (release) {
            case PromoteOrdered p ->
                new PromoteOrdered(
                        p.release(),
                        p.prompt(),
                        p.environment(),
                        p.expects(),
                        p.step(),
                        p.target(),
                        content(666),
                        p.change(),
                        p.attempt(),
                        p.decision(),
                        p.orderedAt(),
                        p.group(),
                        p.clears());
            case RollbackOrdered r ->
                new RollbackOrdered(
                        r.release(),
                        r.prompt(),
                        r.environment(),
                        r.from(),
                        r.target(),
                        content(666),
                        r.by(),
                        r.reason(),
                        r.detectedAt(),
                        r.orderedAt());
        };
    }
}
