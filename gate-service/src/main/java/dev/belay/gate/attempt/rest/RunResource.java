package dev.belay.gate.attempt.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.attempt.domain.Measures;
import dev.belay.gate.attempt.domain.Retry;
import dev.belay.gate.attempt.messaging.Retrying;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.AttemptStore.Standing;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.MeasureStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.attempt.store.ResultStore.Numbered;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.judgement.Sayings;
import dev.belay.gate.problem.Problem;
import dev.belay.gate.stream.Streams;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    private static final int MOST = 1000;

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final MeasureStore measures;
    private final DecisionStore decisions;
    private final Sayings sayings;
    private final Retrying retrying;
    private final Streams streams;
    private final Caller caller;

    RunResource(
            ChangeStore changes,
            AttemptStore attempts,
            ResultStore results,
            MeasureStore measures,
            DecisionStore decisions,
            Sayings sayings,
            Retrying retrying,
            Streams streams,
            Caller caller) {
        this.changes = changes;
        this.attempts = attempts;
        this.results = results;
        this.measures = measures;
        this.decisions = decisions;
        this.sayings = sayings;
        this.retrying = retrying;
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(summary = "The attempts of a change, oldest first; none while the gate has not met it yet")
    public List<RunView> ofChange(@QueryParam("change") @Nullable String change) {
        if (change == null) {
            throw Problem.badRequest("change: missing (expected: ?change=ID)");
        }
        var attempted = attempts.ofChange(change);
        attempted.forEach(standing -> caller.requireReader(standing.opened().prompt()));
        return attempted.stream().map(this::view).toList();
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
    @Path("/{run}/measures")
    @Transactional
    @Operation(summary = "What the run took so far: calls, recorded replies, errors by kind, tokens, latency")
    public Measures measures(@PathParam("run") String run) {
        standing(run);
        return measures.of(run);
    }

    @GET
    @Path("/{run}/events")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary =
                    "The run as it goes: progress, result, measures, then decided, held-back, withdrawn or outdated, and ends;"
                            + " resumes after Last-Event-ID; without result with ?results=false")
    public Multi<OutboundSseEvent> events(
            @PathParam("run") String run,
            @QueryParam("results") @DefaultValue("true") boolean withResults,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        standing(run);
        var after = withResults ? lastSeq(lastEventId) : RunEvents.NO_RESULTS;
        return streams.open(run, sse, () -> new RunEvents(run, after, attempts, results, measures, sse));
    }

    /** @param budgetUsd what the run may cost from now on, with what it has cost; absent to leave it as it is */
    public record RetryOrder(@Nullable BigDecimal budgetUsd) {}

    @POST
    @Path("/{run}/retries")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask again for what errored of an attempt that is held back; what was measured stays")
    @APIResponse(responseCode = "202", description = "It is evaluated again")
    @APIResponse(responseCode = "409", description = "There is nothing to try again, or not now")
    public RestResponse<RunView> retry(@PathParam("run") String run, @Nullable RetryOrder order) {
        var opened = QuarkusTransaction.requiringNew().call(() -> standing(run).opened());
        caller.require(opened.prompt(), Role.ENGINEER, Role.PM);
        var change = opened.change();
        var retry = retrying.retry(change, order == null ? null : order.budgetUsd())
                .orElseThrow(() -> Problem.notFound("change %s is not known".formatted(change)));
        return switch (retry) {
            case Retry.Refused(var reason) -> throw Problem.conflict(reason);
            case Retry.Granted granted ->
                RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        QuarkusTransaction.requiringNew().call(() -> view(standing(run))));
        };
    }

    private RunView view(Standing standing) {
        var opened = standing.opened();
        var proposal = changes.proposal(opened.change());
        var found = attempts.isPinned(opened.run())
                ? attempts.pinned(opened.run()).aspects(attempts.drift(opened.run()))
                : List.<AffectedAspect>of();
        return RunView.of(
                standing,
                proposal.check(),
                sayings.aspects(proposal, found),
                decisions.of(opened.run()).map(DecisionStore.Stored::decision).orElse(null));
    }

    private Standing standing(String run) {
        var standing = attempts.of(run)
                .orElseThrow(() -> Problem.notFound("run %s is not known (expected: CHANGE.ATTEMPT)".formatted(run)));
        caller.requireReader(standing.opened().prompt());
        return standing;
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
