package dev.belay.contracts.audit;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export has to hold, as the gate signs it: without it whoever hands an export on could leave out the ends.
 *
 * @param key absent for all
 */
public record AuditSeal(
        String installation,
        Instant from,
        Instant to,
        @Nullable String key,
        List<Chain> chains,
        Instant sealedAt) {

    /** What its signature is good for. */
    public static final String KIND = "belay.audit";

    public AuditSeal {
        chains = List.copyOf(chains);
    }

    /**
     * The part of a key's chain that was recorded in the time asked for.
     *
     * @param previous digest of the record before the first
     * @param digest of the last
     */
    public record Chain(String key, long first, Digest previous, long last, Digest digest) {}

    /** As it is signed. */
    public String text() {
        return CanonicalJson.of(this, EventJson.mapper()).text();
    }

    /** @param certificate of the gate, as it travels */
    public record Signed(AuditSeal seal, String signature, String certificate) {}
}
