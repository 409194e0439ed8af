package dev.belay.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is live.
 *
 * @param number deployment number
 * @param content the version's document; absent in a listing
 */
public record Live(
        String prompt,
        String environment,
        long number,
        VersionRef version,
        @Nullable JsonNode content,
        @Nullable String release,
        @Nullable String kind,
        @Nullable Instant since) {}
