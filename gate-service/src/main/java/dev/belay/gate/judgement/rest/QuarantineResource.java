package dev.belay.gate.judgement.rest;

import dev.belay.contracts.decision.PersonEvent.CaseQuarantined;
import dev.belay.gate.decision.domain.people.Quarantine;
import dev.belay.gate.judgement.Overriding;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.smallrye.common.annotation.Blocking;
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
import org.jspecify.annotations.Nullable;

/** Flaky cases that a PM set aside for a while. */
@Path("/v1/quarantines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class QuarantineResource {

    private final Overriding overriding;
    private final Caller caller;
    private final Judge judge;

    QuarantineResource(Overriding overriding, Caller caller, Judge judge) {
        this.overriding = overriding;
        this.caller = caller;
        this.judge = judge;
    }

    /** @param owner who mends the case */
    public record QuarantineBody(
            @Nullable String prompt,
            @Nullable String caseId,
            @Nullable String owner,
            @Nullable String reason,
            @Nullable Instant until) {}

    @POST
    @Operation(
            summary = "Let no regression of a case stand in the way, until then",
            description =
                    "Rule 3 alone leaves it out: a must-not in its outputs rejects as ever. A time that is past ends an"
                            + " earlier quarantine.")
    public CaseQuarantined quarantine(@Nullable QuarantineBody body) {
        var asked = Judge.present(body, "body", "a JSON object");
        var prompt = Judge.text("prompt", asked.prompt(), "team/name");
        if (!prompt.matches("[^/]+/[^/]+")) {
            throw Problem.badRequest("prompt: \"%s\" (expected: team/name)".formatted(prompt));
        }
        caller.require(prompt, Role.PM);
        return overriding.quarantine(
                prompt,
                Judge.text("caseId", asked.caseId(), "the id of a case of its suite"),
                Judge.text("owner", asked.owner(), "who mends the case"),
                Judge.text("reason", asked.reason(), "why, in your own words"),
                Judge.present(asked.until(), "until", "an instant like 2026-12-01T00:00:00Z"),
                judge.name());
    }

    @GET
    @Operation(summary = "The newest quarantine of each case that ever had one")
    public List<Quarantine> quarantines(@QueryParam("prompt") @Nullable String prompt) {
        var named = Judge.text("prompt", prompt, "team/name");
        caller.requireReader(named);
        return overriding.quarantines(named);
    }
}
