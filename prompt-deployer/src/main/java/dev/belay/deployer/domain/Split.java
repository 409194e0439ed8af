package dev.belay.deployer.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.LiveState;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gets while a step is under way: the same for the same key for as long as the step stands, and whoever gets the
 * new version at 5 % gets it at 25 %, too.
 *
 * @param stepped whether it is the version that the step gives to some alone
 */
public record Split(VersionRef version, String content, boolean stepped) {

    private static final int HUNDREDTHS = 10_000;

    /** @param targetingKey of a user, a tenant; without one it is what the rest gets */
    public static Split of(LiveState live, @Nullable String targetingKey) {
        var candidate = live.candidate();
        if (candidate == null || targetingKey == null || targetingKey.isEmpty()) {
            return new Split(live.version(), live.content(), false);
        }
        return bucket(live.key(), targetingKey) < live.step() * HUNDREDTHS / 100
                ? new Split(candidate.version(), candidate.content(), true)
                : new Split(live.version(), live.content(), false);
    }

    /** By the prompt too, so that it is not the same users who get every prompt's new version first. */
    private static int bucket(String place, String targetingKey) {
        var hex = Digest.of(place + "\n" + targetingKey).value();
        return (int) (Long.parseLong(hex.substring(hex.length() - 8), 16) % HUNDREDTHS);
    }
}
