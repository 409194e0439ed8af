package dev.belay.cli.api;

import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a prompt's history. */
public record VersionEntry(
        int number,
        Digest digest,
        String author,
        Instant publishedAt,
        @Nullable Digest parent) {}
