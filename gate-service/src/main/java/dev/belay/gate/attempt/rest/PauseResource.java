package dev.belay.gate.attempt.rest;

import dev.belay.gate.attempt.domain.Pause;
import dev.belay.gate.attempt.messaging.Pausing;
import dev.belay.gate.attempt.store.PauseStore;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/pauses")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PauseResource {

    private final Pausing pausing;
    private final PauseStore pauses;
    private final Caller caller;

    PauseResource(Pausing pausing, PauseStore pauses, Caller caller) {
        this.pausing = pausing;
        this.pauses = pauses;
        this.caller = caller;
    }

    public record Reason(@Nullable String reason) {}

    @GET
    @Transactional
    @Operation(summary = "The prompts of the caller's teams of which nothing is evaluated, longest first")
    public List<Pause> all() {
        return pauses.all().stream()
                .filter(pause -> caller.reads(pause.prompt()))
                .toList();
    }

    @PUT
    @Path("/{team}/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Evaluate nothing more of a prompt until it is resumed",
            description =
                    "Calls under way are finished and kept, deadlines do not count meanwhile, and new changes wait."
                            + " One that is paused already stays so, by whom and why it was.")
    @APIResponse(responseCode = "200", description = "The pause that holds")
    public Pause pause(@PathParam("team") String team, @PathParam("name") String name, @Nullable Reason body) {
        var prompt = team + "/" + name;
        caller.require(prompt, Role.PM, Role.OPS);
        var reason = body == null ? null : body.reason();
        if (reason == null || reason.isBlank()) {
            throw Problem.badRequest("reason: missing (expected: why nothing is to be evaluated)");
        }
        return pausing.pause(prompt, caller.subject(), reason.strip());
    }

    @DELETE
    @Path("/{team}/{name}")
    @Operation(summary = "Go on with what was paused")
    @APIResponse(responseCode = "204", description = "It is evaluated again")
    @APIResponse(responseCode = "404", description = "It was not paused")
    public void resume(@PathParam("team") String team, @PathParam("name") String name) {
        var prompt = team + "/" + name;
        caller.require(prompt, Role.PM, Role.OPS);
        if (!pausing.resume(prompt)) {
            throw Problem.notFound("%s is not paused".formatted(prompt));
        }
    }
}
