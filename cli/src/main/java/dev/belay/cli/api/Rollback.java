package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rollback and how far it is.
 *
 * @param from the deployment number that is to be left
 * @param explanation why it changed nothing, where it did not
 */
public record Rollback(
        String rollback,
        String prompt,
        String environment,
        long from,
        @Nullable VersionRef left,
        VersionRef target,
        State state,
        @Nullable Instant orderedAt,
        @Nullable Instant liveAt,
        @Nullable Long timeToRollbackMs,
        @Nullable String by,
        @Nullable String reason,
        @Nullable String explanation) {

    public enum State {
        @JsonProperty("ordered")
        ORDERED,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("void")
        VOID,
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("already-live")
        ALREADY_LIVE
    }

    /**
     * Of a prompt that went live together with others.
     *
     * @param rollback what was ordered; absent where nothing could be
     * @param why nothing was ordered
     */
    public record Member(
            String prompt,
            String environment,
            @Nullable Rollback rollback,
            @Nullable String why) {}

    /**
     * @param to version number; the last known good one when absent
     * @param toTime instead, to what was live then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Order(
            String prompt,
            @Nullable String environment,
            @Nullable Integer to,
            @Nullable Instant toTime,
            @Nullable String reason) {}
}
