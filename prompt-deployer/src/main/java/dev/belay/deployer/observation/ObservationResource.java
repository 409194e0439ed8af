package dev.belay.deployer.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.deployer.observation.Taking.Refused;
import dev.belay.deployer.rest.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** What applications got. It is accepted once Kafka has it; what follows from it is others' business. */
@Path("/v1/observations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ObservationResource {

    private static final int MOST = 100;

    private final Taking taking;

    ObservationResource(Taking taking) {
        this.taking = taking;
    }

    /**
     * @param id of the application's own, so that the same one sent again counts once
     * @param environment the key's where absent
     * @param number deployment number; one of this, {@code digest} and {@code version} says what made the output
     * @param observedAt now where absent
     * @param evaluation true for what an evaluation asked for: it is no observation, and is left out
     */
    public record Told(
            @Nullable String id,
            @Nullable String prompt,
            @Nullable String environment,
            @Nullable Long number,
            @Nullable Digest digest,
            @Nullable Integer version,
            @Nullable String output,
            @Nullable Instant observedAt,
            @Nullable Boolean evaluation) {}

    /** @param observations their ids; none of what was left out */
    public record Accepted(List<String> observations) {}

    @POST
    @Operation(
            summary = "What an application got, and which version made it; one, or a list of up to " + MOST,
            description = "Answered with 202 once it is kept. All of a list is taken, or nothing of it.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Told.class)))
    public Response observe(@Nullable JsonNode body) {
        try {
            var observed = new ArrayList<OutputObserved>();
            for (var told : told(body)) {
                if (!Boolean.TRUE.equals(told.evaluation())) {
                    observed.add(taking.observed(told));
                }
            }
            taking.send(observed);
            var ids = observed.stream().map(OutputObserved::observation).toList();
            return Response.accepted(new Accepted(ids)).build();
        } catch (Taking.NotKept e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Not kept",
                    e.getMessage() + "; send it again, with the same id");
        } catch (Refused e) {
            return Problem.response(Response.Status.BAD_REQUEST, "Not an observation", String.valueOf(e.getMessage()));
        }
    }

    private static List<Told> told(@Nullable JsonNode body) throws Refused {
        var each = body == null || body.isNull() ? List.<JsonNode>of() : body.isArray() ? list(body) : List.of(body);
        if (each.isEmpty() || each.size() > MOST) {
            throw new Refused("%d observations (expected: 1 to %d)".formatted(each.size(), MOST));
        }
        var told = new ArrayList<Told>();
        for (var one : each) {
            try {
                told.add(EventJson.mapper().treeToValue(one, Told.class));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new Refused("[" + told.size() + "] "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return told;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
