package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry made of a publication.
 *
 * @param change absent when there was nothing to evaluate
 * @param run the change's first run
 * @param withdrawn older undecided changes of the same author
 */
public record Published(
        Version version,
        Criteria criteria,
        Suite suite,
        @Nullable String change,
        @Nullable String run,
        @Nullable List<String> withdrawn) {

    public List<String> withdrawnOrNone() {
        return withdrawn == null ? List.of() : withdrawn;
    }

    /** @param existing whether this content was a version before */
    public record Version(int number, Digest digest, boolean existing) {}

    /** @param diff unified, from the registry's to the folder's, when they were skipped */
    public record Criteria(
            Outcome outcome,
            @Nullable Integer number,
            @Nullable Digest digest,
            @Nullable String reason,
            @Nullable String diff) {}

    public enum Outcome {
        @JsonProperty("published")
        PUBLISHED,
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("skipped")
        SKIPPED,
        @JsonProperty("none")
        NONE
    }

    public record Suite(
            int number,
            Digest digest,
            int cases,
            @Nullable List<String> added,
            @Nullable List<String> changed,
            @Nullable List<Skipped> skipped) {

        public List<String> addedOrNone() {
            return added == null ? List.of() : added;
        }

        public List<String> changedOrNone() {
            return changed == null ? List.of() : changed;
        }

        public List<Skipped> skippedOrNone() {
            return skipped == null ? List.of() : skipped;
        }
    }

    public record Skipped(
            String id, @Nullable String reason, @Nullable String diff) {}
}
