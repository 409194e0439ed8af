package dev.belay.gate.judgement.rest;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent.AspectRemoved;
import dev.belay.contracts.decision.PersonEvent.OverrideGiven;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.decision.PersonEvent.TradeOffDecided;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import dev.belay.gate.attempt.messaging.Adopting;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.judgement.Judging;
import dev.belay.gate.judgement.Overriding;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What settles a change that waits for somebody's word. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class SettlementResource {

    private static final String CHANGE_ID = "a change's id, ch-…";
    private static final String WORDS = "why, in your own words";

    private final Judging judging;
    private final Overriding overriding;
    private final Adopting adopting;
    private final ChangeStore changes;
    private final Caller caller;
    private final Judge judge;

    SettlementResource(
            Judging judging,
            Overriding overriding,
            Adopting adopting,
            ChangeStore changes,
            Caller caller,
            Judge judge) {
        this.adopting = adopting;
        this.judging = judging;
        this.overriding = overriding;
        this.changes = changes;
        this.caller = caller;
        this.judge = judge;
    }

    public record SignOffBody(@Nullable String change) {}

    /** @param change a check of the version */
    public record AdoptionBody(
            @Nullable String change, @Nullable String reason) {}

    /** @param ceiling the soft ceiling that is broken, like {@code latencyIncrease} */
    public record TradeOffBody(
            @Nullable String change,
            @Nullable String ceiling,
            @Nullable Boolean accepted,
            @Nullable String reason) {}

    public record AspectBody(
            @Nullable String change,
            @Nullable Aspect aspect,
            @Nullable String reason) {}

    /**
     * @param criterion absent for a rule without one
     * @param change absent for every change of the prompt
     */
    public record OverrideBody(
            @Nullable String prompt,
            @Nullable Rule rule,
            @Nullable String criterion,
            @Nullable String change,
            @Nullable String reason,
            @Nullable Instant until) {}

    @POST
    @Path("/sign-offs")
    @Operation(
            summary = "Sign off a change that waits for it",
            description = "Good for exactly the candidate, baseline and criteria of its current attempt.")
    @APIResponse(responseCode = "200", description = "Signed; the change is decided again")
    @APIResponse(responseCode = "403", description = "Their own change, or not their role")
    @APIResponse(responseCode = "409", description = "It waits for nobody")
    public SignOffGiven signOff(@Nullable SignOffBody body) {
        var change = change(body == null ? null : body.change());
        return Judge.taken(judging.signOff(change, judge.name(), judge.roles(promptOf(change))));
    }

    @POST
    @Path("/trade-offs")
    @Operation(summary = "Say whether better quality is worth the time or money that it costs")
    public TradeOffDecided tradeOff(@Nullable TradeOffBody body) {
        var asked = Judge.present(body, "body", "a JSON object");
        var change = change(asked.change());
        return Judge.taken(judging.tradeOff(
                change,
                Judge.text("ceiling", asked.ceiling(), "the ceiling that is broken, like latencyIncrease"),
                Judge.present(asked.accepted(), "accepted", "true or false"),
                Judge.text("reason", asked.reason(), WORDS),
                judge.name(),
                judge.roles(promptOf(change))));
    }

    @POST
    @Path("/aspect-removals")
    @Operation(summary = "Say that an aspect which a rule added to a change does not hold")
    public AspectRemoved removeAspect(@Nullable AspectBody body) {
        var asked = Judge.present(body, "body", "a JSON object");
        var change = change(asked.change());
        return Judge.taken(judging.removeAspect(
                change,
                Judge.present(asked.aspect(), "aspect", "tone, persona or safety"),
                Judge.text("reason", asked.reason(), WORDS),
                judge.name(),
                judge.roles(promptOf(change))));
    }

    @POST
    @Path("/adoptions")
    @Operation(
            summary = "Make live what already runs, by a PM's word",
            description =
                    "Only where nothing was ever live. Marked as adopted for ever; a check of it says what the rules"
                            + " find.")
    @APIResponse(responseCode = "409", description = "Something is live, or the change is no check")
    public VersionAdopted adopt(@Nullable AdoptionBody body) {
        var asked = Judge.present(body, "body", "a JSON object");
        var change = change(asked.change());
        caller.require(promptOf(change), Role.PM);
        return Judge.taken(adopting.adopt(change, Judge.text("reason", asked.reason(), WORDS), judge.name()));
    }

    @POST
    @Path("/overrides")
    @Operation(
            summary = "Let a finding of rules 2 to 6 not stand in the way, until then",
            description = "Only a PM's, never of a must-not, and visible in every decision that it changes.")
    @APIResponse(responseCode = "200", description = "Given; changes that wait are decided again")
    public OverrideGiven override(@Nullable OverrideBody body) {
        var asked = Judge.present(body, "body", "a JSON object");
        var prompt = Judge.text("prompt", asked.prompt(), "team/name");
        if (!prompt.matches("[^/]+/[^/]+")) {
            throw Problem.badRequest("prompt: \"%s\" (expected: team/name)".formatted(prompt));
        }
        caller.require(prompt, Role.PM);
        return Judge.taken(overriding.override(
                prompt,
                Judge.present(
                        asked.rule(), "rule", "must-have, no-regression, quality-threshold, edge-cases or ceilings"),
                asked.criterion(),
                asked.change(),
                Judge.text("reason", asked.reason(), WORDS),
                Judge.present(asked.until(), "until", "an instant like 2026-12-01T00:00:00Z"),
                judge.name()));
    }

    @GET
    @Path("/overrides")
    @Transactional
    @Operation(summary = "Every override ever given of a prompt, oldest first")
    public List<OverrideGiven> overrides(@QueryParam("prompt") @Nullable String prompt) {
        var named = Judge.text("prompt", prompt, "team/name");
        caller.requireReader(named);
        return overriding.all(named);
    }

    private static String change(@Nullable String change) {
        return Judge.text("change", change, CHANGE_ID);
    }

    private String promptOf(String change) {
        var prompt = changes.promptOf(change)
                .orElseThrow(() ->
                        Problem.notFound("change %s is not known here (expected: %s)".formatted(change, CHANGE_ID)));
        judge.requireMember(prompt);
        return prompt;
    }
}
