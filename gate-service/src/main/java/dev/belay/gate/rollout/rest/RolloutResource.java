package dev.belay.gate.rollout.rest;

import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.gate.problem.Problem;
import dev.belay.gate.rollout.Rollouts;
import dev.belay.gate.rollout.domain.Rollout;
import dev.belay.gate.rollout.store.RolloutStore;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RolloutResource {

    private static final Duration WATCH = Duration.ofMinutes(10);
    private static final int MOST = 500;

    private final Rollouts rollouts;
    private final RolloutStore store;
    private final Caller caller;

    RolloutResource(Rollouts rollouts, RolloutStore store, Caller caller) {
        this.rollouts = rollouts;
        this.store = store;
        this.caller = caller;
    }

    /**
     * @param from where it is live; the environment that changes are decided for when absent
     * @param to a later environment
     * @param steps per cent of the traffic, rising to 100; 100 alone when absent
     * @param watch how long each step is watched, like {@code 10m}
     */
    public record Order(
            @Nullable String prompt,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<Integer> steps,
            @Nullable String watch) {}

    public record Reason(@Nullable String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take what is live in one environment to a later one, at once or in steps",
            description = "It has to be made from what is live there. A rollback there ends it, by whomever.")
    @APIResponse(responseCode = "202", description = "Ordered; the deployers apply it")
    @APIResponse(responseCode = "409", description = "It may not go there now")
    public Response start(@Nullable Order order) {
        if (order == null || order.prompt() == null || !order.prompt().matches("[^/]+/[^/]+")) {
            throw Problem.badRequest("prompt: missing (expected: team/name)");
        }
        if (order.to() == null || !order.to().matches("[a-z0-9][a-z0-9-]{0,99}")) {
            throw Problem.badRequest("to: " + order.to() + " (expected: an environment, like production)");
        }
        var watch = order.watch() == null ? Optional.of(WATCH) : LivePolicy.span(order.watch());
        if (watch.isEmpty()) {
            throw Problem.badRequest("watch: \"" + order.watch() + "\" (expected: like 10m)");
        }
        caller.require(order.prompt(), Role.PM, Role.OPS);
        var steps = order.steps() == null ? List.of(100) : order.steps();
        try {
            return switch (rollouts.start(new Rollouts.Asked(
                    order.prompt(),
                    Optional.ofNullable(order.from()),
                    order.to(),
                    steps,
                    watch.get(),
                    caller.subject()))) {
                case Rollouts.Answer.Ordered(var rollout) ->
                    Response.accepted(RolloutBody.of(rollout)).build();
                case Rollouts.Answer.Refused(var why) -> throw Problem.conflict(why);
            };
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    @GET
    @Operation(summary = "Rollouts of the caller's teams, newest first")
    public List<RolloutBody> newest(
            @QueryParam("prompt") @Nullable String prompt, @QueryParam("limit") @DefaultValue("50") int limit) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return QuarkusTransaction.requiringNew()
                .call(() -> store.newest(prompt, readable, Math.clamp(limit, 1, MOST)))
                .stream()
                .map(RolloutBody::of)
                .toList();
    }

    @POST
    @Path("{id}/pauses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "No further step until it is resumed; what is live stays live for its share")
    public RolloutBody pause(@PathParam("id") String id, @Nullable Reason body) {
        var why = body == null || body.reason() == null || body.reason().isBlank()
                ? null
                : body.reason().strip();
        return changed(id, rollout -> rollout.paused(why == null ? "paused by " + caller.subject() : why));
    }

    @POST
    @Path("{id}/resumptions")
    @Operation(summary = "Go on with the steps, once the current one was watched as long again")
    public RolloutBody resume(@PathParam("id") String id) {
        return changed(id, rollout -> rollout.resumed(Instant.now()));
    }

    private RolloutBody changed(String id, Function<Rollout, Rollout> change) {
        var found = QuarkusTransaction.requiringNew()
                .call(() -> store.lock(id))
                .orElseThrow(() -> Problem.notFound("rollout " + id + " is not known"));
        caller.require(found.prompt(), Role.PM, Role.OPS);
        var after = rollouts.change(id, change).orElseThrow();
        if (after.equals(found)) {
            throw Problem.conflict("%s is %s".formatted(id, found.state().name().toLowerCase(Locale.ROOT)));
        }
        return RolloutBody.of(after);
    }
}
