package dev.belay.rollback.rest;

import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.rollback.domain.Rollback;
import dev.belay.rollback.domain.Times;
import dev.belay.rollback.keys.RollbackAccess;
import dev.belay.rollback.ordering.Ordering;
import dev.belay.rollback.ordering.Ordering.Answer;
import dev.belay.rollback.store.LiveTimes;
import dev.belay.rollback.store.RollbackStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/rollbacks")
@Produces(MediaType.APPLICATION_JSON)
public class RollbackResource {

    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_PAGE = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Ordering ordering;
    private final RollbackStore rollbacks;
    private final String defaultEnvironment;
    private final Caller caller;
    private final RollbackAccess access;
    private final LiveTimes times;
    private final Clock clock = Clock.systemUTC();

    RollbackResource(
            Ordering ordering,
            RollbackStore rollbacks,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment,
            Caller caller,
            RollbackAccess access,
            LiveTimes times) {
        this.caller = caller;
        this.access = access;
        this.times = times;
        this.ordering = ordering;
        this.rollbacks = rollbacks;
        this.defaultEnvironment = defaultEnvironment;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Orders a rollback",
            description = "202 once the order is safe; it is live when its state says so. The same Idempotency-Key and "
                    + "body again give the same rollback. 409 when there is nothing to roll back to.")
    public Response order(@Nullable RollbackRequest sent, @HeaderParam("Idempotency-Key") @Nullable String key) {
        var request = sent;
        if (request == null) {
            return Problem.response(
                            422, "The order cannot be understood", "the body is empty (expected: {\"prompt\": …})")
                    .build();
        }
        var mistakes = request.mistakes(clock.instant());
        if (!mistakes.isEmpty()) {
            return Problem.response(422, "The order cannot be understood", mistakes.size() + " mistakes", mistakes)
                    .build();
        }
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            return Problem.response(422, "Idempotency-Key", "1 to " + LONGEST_KEY + " characters are expected")
                    .build();
        }
        var environment = request.environment() == null ? defaultEnvironment : request.environment();
        access.require(request.prompt(), environment);
        if (request.toTime() != null) {
            var then = times.liveAt(request.prompt(), environment, request.toTime());
            if (then.isEmpty()) {
                return Problem.response(
                                409,
                                "Not known",
                                "what was live for %s in %s at %s is not known (expected: a time since its first deployment)"
                                        .formatted(request.prompt(), environment, request.toTime()))
                        .build();
            }
            request = request.to(then.get());
        }
        return answer(
                ordering.order(new Ordering.Asked(
                        request.prompt(),
                        environment,
                        request.to(),
                        request.reason(),
                        request.detectedAt(),
                        caller.subject(),
                        key,
                        request.digest())),
                request.prompt(),
                environment);
    }

    @GET
    @Path("{id}")
    @RunOnVirtualThread
    @Operation(
            summary = "A rollback; with ?wait=5s the answer comes when it is no longer `ordered`, or after that time")
    public Response one(@PathParam("id") String id, @QueryParam("wait") @Nullable String wait)
            throws InterruptedException {
        return switch (Wait.of(wait)) {
            case Wait.Unreadable(var problem) ->
                Problem.response(400, "wait cannot be read", problem).build();
            case Wait.AtMost(var patience) ->
                awaited(id, patience)
                        .map(rollback -> Response.ok(RollbackBody.of(rollback)).build())
                        .orElseGet(() -> Problem.response(404, "No such rollback", "rollback " + id + " is not known")
                                .build());
        };
    }

    @GET
    @Operation(summary = "Rollbacks of the caller's teams, newest first")
    public List<RollbackBody> newest(
            @QueryParam("prompt") @Nullable String prompt, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return QuarkusTransaction.requiringNew()
                .call(() -> rollbacks.newest(prompt, readable, Math.clamp(limit, 1, LARGEST_PAGE)))
                .stream()
                .map(RollbackBody::of)
                .toList();
    }

    public record Reason(@Nullable String reason) {}

    @PUT
    @Path("{id}/reason")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says afterwards why a rollback was ordered",
            description = "In the middle of an outage nobody has to find words. A reason that is there stays: 409.")
    public Response explain(@PathParam("id") String id, @Nullable Reason body) {
        var reason = body == null ? null : body.reason();
        if (reason == null || reason.isBlank() || reason.length() > RollbackRequest.LONGEST_REASON) {
            return Problem.response(422, "reason", "expected: why, in 1 to 2000 characters")
                    .build();
        }
        var found = QuarkusTransaction.requiringNew().call(() -> rollbacks.find(id));
        if (found.isEmpty()) {
            return Problem.response(404, "No such rollback", "rollback " + id + " is not known")
                    .build();
        }
        caller.require(found.get().prompt(), Role.ENGINEER, Role.PM, Role.OPS);
        var explained = QuarkusTransaction.requiringNew().call(() -> {
            var rollback = rollbacks.find(id).orElseThrow();
            var after = rollback.explained(reason.strip());
            rollbacks.update(after);
            return after.equals(rollback) ? Optional.<Rollback>empty() : Optional.of(after);
        });
        return explained
                .map(rollback -> Response.ok(RollbackBody.of(rollback)).build())
                .orElseGet(() -> Problem.response(
                                409, "There is a reason", found.get().reason() + " (given before; it stays)")
                        .build());
    }

    @GET
    @Path("times")
    @Operation(
            summary = "How long the newest rollbacks of the caller's teams took until they were live",
            description =
                    "Of the newest 1000, or as many as `limit` says: p50, p95 and p99, milliseconds, nearest rank.")
    public TimesBody times(
            @QueryParam("prompt") @Nullable String prompt, @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return TimesBody.of(Times.of(QuarkusTransaction.requiringNew()
                .call(() -> rollbacks.newest(prompt, readable, Math.clamp(limit, 1, LARGEST_PAGE)))));
    }

    private Optional<Rollback> awaited(String id, Duration patience) throws InterruptedException {
        var end = clock.instant().plus(patience);
        while (true) {
            var found = QuarkusTransaction.requiringNew().call(() -> rollbacks.find(id));
            found.ifPresent(rollback -> caller.requireReader(rollback.prompt()));
            var underWay = found.filter(rollback -> rollback.state() == Rollback.State.ORDERED);
            if (underWay.isEmpty() || !clock.instant().isBefore(end)) {
                return found;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    static Response answer(Answer answer, String prompt, String environment) {
        return switch (answer) {
            case Answer.Accepted(var rollback) ->
                Response.accepted(RollbackBody.of(rollback))
                        .location(URI.create("/v1/rollbacks/" + rollback.id()))
                        .build();
            case Answer.Known(var rollback) ->
                Response.ok(RollbackBody.of(rollback)).build();
            case Answer.KeyTaken(var rollback) ->
                Problem.response(
                                422,
                                "Idempotency-Key is taken",
                                "another order, " + rollback.id() + ", came under the same key. "
                                        + "Send a new order under a new key.")
                        .build();
            case Answer.NotPossible(var why) ->
                NotPossible.problem(why, prompt, environment).build();
            case Answer.ContentNotRead(var order) ->
                Problem.response(
                                503,
                                "Not yet",
                                "the content of " + order.target() + " has not reached this service yet. Try again.")
                        .header("Retry-After", "1")
                        .build();
        };
    }
}
