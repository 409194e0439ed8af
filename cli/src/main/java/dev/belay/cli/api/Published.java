package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.Weakening;
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

    /**
     * @param diff unified, from the registry's to the folder's, when they were skipped
     * @param weakens how they demand less than those before
     */
    public record Criteria(
            Outcome outcome,
            @Nullable Integer number,
            @Nullable Digest digest,
            @Nullable String reason,
            @Nullable String diff,
            @Nullable List<Weakening> weakens) {

        public List<Weakening> weakensOrNone() {
            return weakens == null ? List.of() : weakens;
        }
    }

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

    /**
     * @param added ids, of very many the first; {@code addedCount} says how many. Likewise changed and skipped
     * @param weakened how changed cases demand less than before, of very many the first
     */
    public record Suite(
            int number,
            Digest digest,
            int cases,
            @Nullable List<String> added,
            @Nullable Integer addedCount,
            @Nullable List<String> changed,
            @Nullable Integer changedCount,
            @Nullable List<String> weakened,
            @Nullable List<Skipped> skipped,
            @Nullable Integer skippedCount) {

        public int allAdded() {
            return addedCount == null ? size(added) : addedCount;
        }

        public List<String> weakenedOrNone() {
            return weakened == null ? List.of() : weakened;
        }

        public List<String> changedOrNone() {
            return changed == null ? List.of() : changed;
        }

        public int allChanged() {
            return changedCount == null ? size(changed) : changedCount;
        }

        public List<Skipped> skippedOrNone() {
            return skipped == null ? List.of() : skipped;
        }

        public int allSkipped() {
            return skippedCount == null ? size(skipped) : skippedCount;
        }

        private static int size(@Nullable List<?> listed) {
            return listed == null ? 0 : listed.size();
        }
    }

    public record Skipped(
            String id, @Nullable String reason, @Nullable String diff) {}
}
