package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output that an application got.
 *
 * @param number deployment number; absent for a version that was never live there
 * @param violated ids of must-nots
 * @param unjudged those of which nobody could say
 */
public record Observation(
        String observation,
        String prompt,
        String environment,
        @Nullable Long number,
        Digest version,
        String output,
        Digest outputDigest,
        String source,
        Instant observedAt,
        List<String> violated,
        List<String> unjudged) {

    /** As it is told to the platform; the first of number, digest and version counts that is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(
            String prompt,
            @Nullable String environment,
            @Nullable Long number,
            @Nullable Digest digest,
            @Nullable Integer version,
            String output) {}

    /** @param observations their ids */
    public record Accepted(List<String> observations) {}

    /** A version that applications use and nobody approved. */
    public record Shadow(
            String prompt,
            Digest version,
            String environment,
            String kind,
            long observations,
            Instant firstSeen,
            Instant lastSeen,
            String lastSource) {}
}
