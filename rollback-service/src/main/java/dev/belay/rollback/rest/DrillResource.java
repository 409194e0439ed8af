package dev.belay.rollback.rest;

import dev.belay.identity.Caller;
import dev.belay.rollback.domain.Drill;
import dev.belay.rollback.store.DrillStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What became of drills. Who wants one: POST /v1/drill-orders. */
@Path("/v1/drills")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DrillResource {

    private static final int LARGEST_PAGE = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final DrillStore drills;
    private final Caller caller;

    DrillResource(DrillStore drills, Caller caller) {
        this.drills = drills;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Drills of the caller's teams, newest first",
            description = "With ?passed=true the last one of each prompt that passed.")
    public List<DrillBody> newest(
            @QueryParam("prompt") @Nullable String prompt,
            @QueryParam("passed") boolean passed,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return QuarkusTransaction.requiringNew()
                .call(() -> passed
                        ? drills.lastPassed(readable)
                        : drills.newest(prompt, readable, Math.clamp(limit, 1, LARGEST_PAGE)))
                .stream()
                .filter(drill -> prompt == null || prompt.equals(drill.started().prompt()))
                .map(DrillBody::of)
                .toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A drill; with ?wait=30s the answer comes when it is over, or after that time")
    public Response one(@PathParam("id") String id, @QueryParam("wait") @Nullable String wait)
            throws InterruptedException {
        return switch (Wait.of(wait)) {
            case Wait.Unreadable(var problem) ->
                Problem.response(400, "wait cannot be read", problem).build();
            case Wait.AtMost(var patience) ->
                awaited(id, patience)
                        .map(drill -> Response.ok(DrillBody.of(drill)).build())
                        .orElseGet(() -> Problem.response(404, "No such drill", "drill " + id + " is not known")
                                .build());
        };
    }

    /** One that was just started may not have been heard of yet. */
    private Optional<Drill> awaited(String id, Duration patience) throws InterruptedException {
        var end = Instant.now().plus(patience);
        while (true) {
            var found = QuarkusTransaction.requiringNew().call(() -> drills.find(id));
            found.ifPresent(drill -> caller.requireReader(drill.started().prompt()));
            if (found.filter(Drill::isOver).isPresent() || !Instant.now().isBefore(end)) {
                return found;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
