package dev.belay.gate.drill.rest;

import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.gate.drill.Drilling;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/drill-orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DrillOrderResource {

    private final Drilling drilling;
    private final Caller caller;

    DrillOrderResource(Drilling drilling, Caller caller) {
        this.drilling = drilling;
        this.caller = caller;
    }

    public record Order(@Nullable String prompt) {}

    @POST
    @Operation(
            summary = "Start a drill: a rollback, rehearsed in an environment of its own",
            description = "What became of it: GET /v1/drills/{drill}?wait=30s.")
    @APIResponse(responseCode = "202", description = "Started")
    @APIResponse(responseCode = "409", description = "There is nothing to go back from yet")
    public Response start(@Nullable Order order) {
        if (order == null || order.prompt() == null || !order.prompt().matches("[^/]+/[^/]+")) {
            throw Problem.badRequest(
                    "prompt: %s (expected: team/name)".formatted(order == null ? null : order.prompt()));
        }
        caller.require(order.prompt(), Role.ENGINEER, Role.PM, Role.OPS);
        return switch (drilling.start(order.prompt(), caller.subject())) {
            case Drilling.Answer.Started(DrillStarted drill) ->
                Response.accepted(drill).build();
            case Drilling.Answer.NotPossible(var why) -> throw Problem.conflict(why);
        };
    }
}
