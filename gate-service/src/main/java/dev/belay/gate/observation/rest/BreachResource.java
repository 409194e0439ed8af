package dev.belay.gate.observation.rest;

import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.gate.observation.store.BreachStore;
import dev.belay.gate.observation.store.ShadowStore;
import dev.belay.gate.observation.store.ShadowStore.Shadow;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What applications got that they should not have got, or from where they should not have got it. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class BreachResource {

    private static final int MOST = 500;

    private final BreachStore breaches;
    private final ShadowStore shadows;
    private final Caller caller;

    BreachResource(BreachStore breaches, ShadowStore shadows, Caller caller) {
        this.breaches = breaches;
        this.shadows = shadows;
        this.caller = caller;
    }

    @GET
    @Path("/breaches")
    @Transactional
    @Operation(
            summary = "Deployments whose outputs broke their PM's limit, of the caller's teams, newest first",
            description = "The outputs themselves: GET /v1/observed?output=DIGEST.")
    public List<BreachDetected> breaches(@QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, MOST));
        }
        return breaches.newest(caller.readable(), limit);
    }

    @GET
    @Path("/shadow-prompts")
    @Transactional
    @Operation(summary = "Versions that a team's applications use and nobody approved, the last seen first")
    public List<Shadow> shadows(@QueryParam("team") @Nullable String team) {
        if (team == null || team.isBlank()) {
            throw Problem.badRequest("team: missing (expected: a team's name)");
        }
        caller.requireReader(team);
        return shadows.of(team);
    }
}
