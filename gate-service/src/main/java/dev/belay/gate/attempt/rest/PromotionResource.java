package dev.belay.gate.attempt.rest;

import dev.belay.gate.attempt.messaging.Releasing;
import dev.belay.gate.attempt.messaging.Releasing.Released;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** When what is approved goes live, where the team wants a person to say so. */
@Path("/v1/promotions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class PromotionResource {

    private final Releasing releasing;
    private final ChangeStore changes;
    private final Caller caller;

    PromotionResource(Releasing releasing, ChangeStore changes, Caller caller) {
        this.releasing = releasing;
        this.changes = changes;
        this.caller = caller;
    }

    public record Promotion(@Nullable String change) {}

    /** @param release the promote's id, by which the deployment log names it */
    public record Ordered(String change, String release) {}

    @POST
    @Operation(summary = "Release an approved change that waits for it")
    @APIResponse(responseCode = "409", description = "It is not approved, or released already")
    public Ordered promote(@Nullable Promotion body) {
        var change = body == null ? null : body.change();
        if (change == null || change.isBlank()) {
            throw Problem.badRequest("change: missing (expected: a change's id, ch-…)");
        }
        if (changes.promptOf(change).isEmpty()) {
            throw Problem.notFound("change " + change + " is not known here (expected: its id, ch-…)");
        }
        changes.together(change).forEach(each -> caller.require(each, Role.PM, Role.OPS));
        return switch (releasing.release(change)) {
            case Released.Ordered(var release) -> new Ordered(change, release);
            case Released.Refused(var reason) -> throw Problem.conflict(reason);
        };
    }
}
