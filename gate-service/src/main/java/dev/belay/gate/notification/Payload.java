package dev.belay.gate.notification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a delivery. */
record Payload(String type, Instant timestamp, Data data) {

    /**
     * Names, numbers and links: never an output, a prompt's text or a comment.
     *
     * @param waitsFor of a request: whom and what for, in words
     * @param audience of a request: {@code owner} or {@code team-pms}
     * @param owner of a request: who owns the criteria
     * @param reminder of a request: whether it was made before, and nobody has met it
     * @param verdict of a decision: {@code approved} or {@code rejected}
     * @param version of the candidate, or the one that a rollback made live
     * @param left the version that a rollback left
     * @param by who ordered the rollback
     * @param url where it is read
     */
    record Data(
            String prompt,
            @Nullable String change,
            @Nullable String waitsFor,
            @JsonProperty("for") @Nullable String audience,
            @Nullable String owner,
            @Nullable Boolean reminder,
            @Nullable String verdict,
            int version,
            @Nullable Integer left,
            @Nullable String by,
            String url) {}
}
