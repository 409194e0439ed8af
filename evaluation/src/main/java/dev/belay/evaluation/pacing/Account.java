package dev.belay.evaluation.pacing;

import dev.belay.contracts.canonical.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Those whose calls a provider counts together.
 *
 * @param keyPrint tells keys apart and gives none away; {@code none} for calls without a key
 */
public record Account(String provider, String endpoint, String keyPrint) {
    private static final int PRINT = 12;

    public static Account of(String provider, String endpoint, @Nullable String key) {
        var print = key == null
                ? "none"
                : Digest.of(key).value().replaceFirst("^.*:", "").substring(0, PRINT);
        return new Account(provider, endpoint, print);
    }
}
