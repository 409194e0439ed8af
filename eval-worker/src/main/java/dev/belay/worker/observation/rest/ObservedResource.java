package dev.belay.worker.observation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import dev.belay.identity.Caller;
import dev.belay.worker.ledger.rest.CompletionResource.Problem;
import dev.belay.worker.observation.store.ObservationStore;
import dev.belay.worker.observation.store.ObservationStore.Kept;
import dev.belay.worker.observation.store.ObservationStore.Wanted;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What applications got in the last days. It is text that others wrote: whoever shows it shows it as text. */
@Path("/v1/observed")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ObservedResource {

    private static final int MOST = 500;

    private final ObservationStore observations;
    private final Caller caller;

    ObservedResource(ObservationStore observations, Caller caller) {
        this.observations = observations;
        this.caller = caller;
    }

    /**
     * @param number deployment number; absent for a version that was never live there
     * @param outputDigest as a breach names its evidence
     * @param violated ids of must-nots
     * @param unjudged those of which nobody could say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Observed(
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

        static Observed of(Kept kept) {
            var observed = kept.observed();
            return new Observed(
                    observed.observation(),
                    observed.prompt(),
                    observed.environment(),
                    observed.number(),
                    observed.version(),
                    observed.output(),
                    kept.output(),
                    observed.source(),
                    observed.observedAt(),
                    kept.reading().violated(),
                    kept.reading().unjudged());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "Observations that contain a text, or violate a must-not, newest first")
    public Response find(
            @QueryParam("prompt") @Nullable String prompt,
            @QueryParam("text") @Nullable String text,
            @QueryParam("output") @Nullable String output,
            @QueryParam("violating") boolean violating,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        caller.requireReaderAnywhere();
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        if (limit < 1 || limit > MOST) {
            return problem("limit: " + limit + " (expected: 1 to " + MOST + ")");
        }
        try {
            var wanted = new Wanted(
                    prompt,
                    text == null || text.isBlank() ? null : text,
                    output == null ? null : new Digest(output),
                    violating,
                    since == null ? Instant.EPOCH : Instant.parse(since),
                    limit);
            return Response.ok(observations.find(wanted, caller.readable()).stream()
                            .map(Observed::of)
                            .toList())
                    .build();
        } catch (DateTimeException e) {
            return problem("since: \"" + since + "\" (expected: an instant like 2026-11-01T12:00:00Z)");
        } catch (IllegalArgumentException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private static Response problem(String detail) {
        return new Problem("about:blank", "Not a search", 400, detail).response();
    }
}
