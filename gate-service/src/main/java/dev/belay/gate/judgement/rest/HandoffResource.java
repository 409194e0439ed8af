package dev.belay.gate.judgement.rest;

import dev.belay.contracts.decision.PersonEvent.Owner;
import dev.belay.contracts.decision.PersonEvent.PolicyChosen;
import dev.belay.contracts.decision.PersonEvent.PromptHandedOff;
import dev.belay.contracts.decision.PersonEvent.Release;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.judgement.HandingOff;
import dev.belay.gate.judgement.domain.Handoff.Condition;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who owns a prompt file, and a team's shape. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class HandoffResource {

    private final HandingOff handingOff;
    private final Caller caller;

    HandoffResource(HandingOff handingOff, Caller caller) {
        this.handingOff = handingOff;
        this.caller = caller;
    }

    /** @param conditions of a hand-off to engineers */
    public record Ownership(String prompt, Owner owner, List<ConditionView> conditions) {}

    /** @param missing what to do about it; empty when it holds */
    public record ConditionView(String name, String says, boolean holds, List<String> missing) {

        static ConditionView of(Condition condition) {
            return new ConditionView(condition.name(), condition.says(), condition.holds(), condition.missing());
        }
    }

    public record HandoffBody(@Nullable Owner to, @Nullable String reason) {}

    /** @param release {@code when-approved} unless said otherwise, or {@code by-hand} */
    public record PolicyBody(
            @Nullable String policy, @Nullable Release release) {}

    @GET
    @Path("/handoffs/{team}/{name}")
    @Operation(summary = "Who owns the prompt file, and what a hand-off to engineers still lacks")
    public Ownership ownership(@PathParam("team") String team, @PathParam("name") String name) {
        var prompt = team + "/" + name;
        caller.requireReader(prompt);
        return new Ownership(
                prompt,
                handingOff.owner(prompt),
                handingOff.conditions(prompt).stream().map(ConditionView::of).toList());
    }

    @POST
    @Path("/handoffs/{team}/{name}")
    @Operation(summary = "Hand the prompt file to engineers, or back to the PM")
    @APIResponse(responseCode = "409", description = "It is not safe yet; the problem lists what is missing")
    public PromptHandedOff handOff(
            @PathParam("team") String team, @PathParam("name") String name, @Nullable HandoffBody body) {
        var prompt = team + "/" + name;
        caller.require(prompt, Role.PM);
        var asked = Judge.present(body, "body", "a JSON object");
        return Judge.taken(handingOff.handOff(
                prompt,
                Judge.present(asked.to(), "to", "engineers or pm"),
                Judge.text("reason", asked.reason(), "why, in your own words"),
                caller.subject()));
    }

    @GET
    @Path("/policies/{team}")
    @Operation(summary = "The team's shape: who may judge whose changes")
    public PolicyBody policy(@PathParam("team") String team) {
        caller.requireReader(team);
        return new PolicyBody(handingOff.policy(team).wireName(), handingOff.release(team));
    }

    @PUT
    @Path("/policies/{team}")
    @Operation(summary = "Choose the team's shape")
    public PolicyChosen choose(@PathParam("team") String team, @Nullable PolicyBody body) {
        caller.require(team, Role.PM, Role.OPS);
        var named = Judge.text("policy", body == null ? null : body.policy(), "small-team, dedicated-ml or regulated");
        var policy = Policy.named(named)
                .orElseThrow(() -> Problem.badRequest("policy: \"%s\" (expected one of %s)"
                        .formatted(
                                named,
                                Arrays.stream(Policy.values())
                                        .map(Policy::wireName)
                                        .toList())));
        var release = body == null || body.release() == null ? Release.WHEN_APPROVED : body.release();
        return handingOff.choose(team, policy, release, caller.subject());
    }
}
