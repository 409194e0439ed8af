package dev.belay.deployer.observation.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.LiveState.Deployed;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which version made an output, as far as the deployments know it. */
public sealed interface Origin {

    /** @param number at which it was live there last; absent for a version that never was */
    record Known(@Nullable Long number, Digest version) implements Origin {}

    /** @param detail what was named, and what is expected */
    record Unknown(String detail) implements Origin {}

    /**
     * What an application says of its origin; the first of them that is there counts.
     *
     * @param number deployment number
     * @param version its number within the prompt
     */
    record Named(
            @Nullable Long number,
            @Nullable Digest digest,
            @Nullable Integer version) {}

    /** @param state of the prompt in the environment; absent where nothing was ever live */
    static Origin of(@Nullable LiveState state, Named named) {
        if (named.number() != null) {
            return newest(state, deployed -> deployed.number() == named.number())
                    .orElseGet(() -> new Unknown("number: " + named.number()
                            + " (expected: a deployment number at which a version was live, as every read gives it)"));
        }
        var digest = named.digest();
        if (digest != null) {
            return newest(state, deployed -> deployed.version().digest().equals(digest))
                    .orElseGet(() -> new Known(null, digest));
        }
        if (named.version() != null) {
            return newest(state, deployed -> deployed.version().number() == named.version())
                    .orElseGet(() -> new Unknown("version: " + named.version()
                            + " was never live there (expected: one that was, or the digest of another)"));
        }
        return new Unknown(
                "number, digest and version are missing (expected: one of them, to say what made the output)");
    }

    private static Optional<Origin> newest(@Nullable LiveState state, Predicate<Deployed> which) {
        if (state == null) {
            return Optional.empty();
        }
        return Stream.concat(state.history().stream(), state.stepped().stream())
                .filter(which)
                .max(Comparator.comparingLong(Deployed::number))
                .map(deployed -> new Known(deployed.number(), deployed.version().digest()));
    }
}
