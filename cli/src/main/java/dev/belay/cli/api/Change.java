package dev.belay.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.change.VersionRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A proposal as the registry has it; how it was decided is the gate's to say. */
public record Change(
        String change,
        String prompt,
        VersionRef candidate,
        @Nullable JsonNode parent,
        @Nullable Digest criteria,
        @Nullable Digest suite,
        String author,
        @Nullable String message,
        @Nullable List<String> aspects,
        boolean check,
        @Nullable BigDecimal budgetUsd,
        @Nullable Instant proposedAt,
        @Nullable Together together) {}
