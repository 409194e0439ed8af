package dev.belay.deployer.observation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.deployer.observation.Taking.NotKept;
import dev.belay.deployer.observation.Taking.Refused;
import dev.belay.deployer.rest.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Observations as OpenTelemetry's exporters send them: OTLP/HTTP in JSON. */
@Path("/v1/traces")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TraceResource {

    private final Taking taking;

    TraceResource(Taking taking) {
        this.taking = taking;
    }

    @POST
    @Operation(
            summary = "Spans of model calls, as observations (OTLP/HTTP, JSON)",
            description =
                    "Spans with the attribute belay.prompt are taken, and all others left alone. What cannot be taken of them is"
                            + " counted in partialSuccess, as OTLP wants it.")
    public Response take(@Nullable JsonNode traces) {
        var observed = new ArrayList<OutputObserved>();
        var answer = EventJson.mapper().createObjectNode();
        int rejected = 0;
        for (var told : GenAiSpans.in(traces == null ? EventJson.mapper().createObjectNode() : traces)) {
            try {
                if (!Boolean.TRUE.equals(told.evaluation())) {
                    observed.add(taking.observed(told));
                }
            } catch (Refused e) {
                rejected++;
                answer.withObject("/partialSuccess").put("errorMessage", told.id() + ": " + e.getMessage());
            } catch (ForbiddenException e) {
                rejected++;
                answer.withObject("/partialSuccess")
                        .put("errorMessage", told.id() + ": not with this key, of " + told.prompt());
            }
        }
        if (rejected > 0) {
            answer.withObject("/partialSuccess").put("rejectedSpans", Integer.toString(rejected));
        }
        try {
            taking.send(observed);
            return Response.ok(answer).build();
        } catch (NotKept e) {
            return Problem.response(Response.Status.SERVICE_UNAVAILABLE, "Not kept", String.valueOf(e.getMessage()));
        }
    }
}
