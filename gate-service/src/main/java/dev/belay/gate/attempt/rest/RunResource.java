package dev.belay.gate.attempt.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.AttemptStore.Standing;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.attempt.store.ResultStore.Numbered;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.problem.Problem;
import dev.belay.gate.stream.Streams;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int MOST = 1000;

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final DecisionStore decisions;
    private final Streams streams;

    RunResource(
            ChangeStore changes, AttemptStore attempts, ResultStore results, DecisionStore decisions, Streams streams) {
        this.changes = changes;
        this.attempts = attempts;
        this.results = results;
        this.decisions = decisions;
        this.streams = streams;
    }

    @GET
    @Transactional
    @Operation(summary = "The attempts of a change, oldest first; none while the gate has not met it yet")
    public List<RunView> ofChange(@QueryParam("change") @Nullable String change) {
        if (change == null) {
            throw Problem.badRequest("change: missing (expected: ?change=ID)");
        }
        return attempts.ofChange(change).stream().map(this::view).toList();
    }

    @GET
    @Path("/{run}")
    @Transactional
    @Operation(summary = "One attempt: what it is decided against, how far it is, and its decision once there is one")
    public RunView one(@PathParam("run") String run) {
        return view(standing(run));
    }

    @GET
    @Path("/{run}/results")
    @Transactional
    @Operation(summary = "What was measured, per case and check, in the order in which it was stored")
    public List<JsonNode> results(
            @PathParam("run") String run,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, MOST));
        }
        standing(run);
        return results.after(run, after, limit).stream().map(RunResource::row).toList();
    }

    @GET
    @Path("/{run}/events")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "The run as it goes: progress, result, then decided, held-back, withdrawn or outdated, and ends;"
                    + " resumes after Last-Event-ID")
    public Multi<OutboundSseEvent> events(
            @PathParam("run") String run,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        standing(run);
        var after = lastSeq(lastEventId);
        return streams.open(run, sse, () -> new RunEvents(run, after, attempts, results, sse));
    }

    private RunView view(Standing standing) {
        var opened = standing.opened();
        return RunView.of(
                standing,
                changes.proposal(opened.change()).check(),
                decisions.of(opened.run()).map(DecisionStore.Stored::decision).orElse(null));
    }

    private Standing standing(String run) {
        return attempts.of(run)
                .orElseThrow(() -> Problem.notFound("run %s is not known (expected: CHANGE.ATTEMPT)".formatted(run)));
    }

    private static long lastSeq(@Nullable String lastEventId) {
        try {
            return lastEventId == null || lastEventId.isBlank() ? 0 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw Problem.badRequest(
                    "Last-Event-ID: \"%s\" (expected: the id of an event of this run)".formatted(lastEventId));
        }
    }

    static JsonNode row(Numbered numbered) {
        ObjectNode row = EventJson.mapper().valueToTree(numbered.result());
        return row.put("seq", numbered.seq());
    }
}
