package dev.belay.gate.closure.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.gate.attempt.messaging.Pausing;
import dev.belay.gate.closure.Closing;
import dev.belay.gate.closure.domain.Closure;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Prompts to which nothing is promoted. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ClosureResource {

    private final Closing closing;
    private final Pausing pausing;
    private final Caller caller;

    ClosureResource(Closing closing, Pausing pausing, Caller caller) {
        this.closing = closing;
        this.pausing = pausing;
        this.caller = caller;
    }

    /** @param why in words, with who and since when */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClosureBody(
            String prompt,
            boolean frozen,
            boolean closed,
            String why,
            @Nullable Instant since) {

        static ClosureBody of(Closure closure) {
            var freeze = closure.freeze();
            var rollback = closure.rollback();
            return new ClosureBody(
                    closure.prompt(),
                    freeze != null,
                    closure.isClosed(),
                    closure.why().orElse(""),
                    freeze != null ? freeze.at() : rollback == null ? null : rollback.at());
        }
    }

    public record Order(@Nullable String prompt, @Nullable String reason) {}

    /**
     * What was lifted.
     *
     * @param unfreezing ordered, and not yet so: the deployers lift it
     */
    public record Resumption(String prompt, boolean paused, boolean reopened, boolean unfreezing) {}

    @GET
    @Path("/closures")
    @Operation(summary = "The prompts of the caller's teams to which nothing is promoted, and why")
    public List<ClosureBody> closed() {
        return closing.closed().stream()
                .filter(closure -> caller.reads(closure.prompt()))
                .map(ClosureBody::of)
                .toList();
    }

    @POST
    @Path("/freezes")
    @Operation(
            summary = "Order that promotes of a prompt are refused until it is resumed",
            description = "Rollbacks go on, changes are evaluated all the same, and what is approved waits.")
    @APIResponse(responseCode = "202", description = "Ordered; sent twice it is one order")
    public Response freeze(@Nullable Order order) {
        var prompt = prompt(order);
        caller.require(prompt, Role.PM, Role.OPS);
        closing.freeze(prompt, caller.subject(), reason(order));
        return Response.accepted().build();
    }

    @POST
    @Path("/resumptions")
    @Operation(
            summary = "Go on with a prompt: lift its pause, its freeze, and the closing by a rollback",
            description = "What was approved meanwhile is released if it still may be.")
    @APIResponse(responseCode = "409", description = "Nothing keeps it back")
    public Resumption resume(@Nullable Order order) {
        var prompt = prompt(order);
        caller.require(prompt, Role.PM, Role.OPS);
        var opened = closing.reopen(prompt, caller.subject(), reason(order));
        boolean paused = pausing.resume(prompt);
        if (!paused && !opened.reopened() && !opened.unfreezing()) {
            throw Problem.conflict(prompt + " is not paused, frozen or closed: nothing keeps it back");
        }
        return new Resumption(prompt, paused, opened.reopened(), opened.unfreezing());
    }

    private static String prompt(@Nullable Order order) {
        if (order == null || order.prompt() == null || !order.prompt().matches("[^/]+/[^/]+")) {
            throw Problem.badRequest(
                    "prompt: %s (expected: team/name)".formatted(order == null ? null : order.prompt()));
        }
        return order.prompt();
    }

    private static String reason(@Nullable Order order) {
        if (order == null || order.reason() == null || order.reason().isBlank()) {
            throw Problem.badRequest("reason: missing (expected: why, in your own words)");
        }
        return order.reason().strip();
    }
}
