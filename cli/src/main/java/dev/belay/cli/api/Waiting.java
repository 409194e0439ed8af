package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.decision.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for somebody.
 *
 * @param forMe whether whoever asked may do something of it
 * @param until when it is withdrawn if nobody goes on with it
 */
public record Waiting(
        String prompt,
        String change,
        String message,
        List<String> authors,
        List<Need> needs,
        String waitsFor,
        @JsonProperty("forMe") boolean forMe,
        Instant since,
        @Nullable Instant until) {

    public record Need(
            Finding.Rule rule,
            Finding.Outcome outcome,
            @Nullable String criterion,
            String says) {}
}
