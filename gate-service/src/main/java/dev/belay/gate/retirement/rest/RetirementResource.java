package dev.belay.gate.retirement.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.outbox.Outbox;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/retirements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RetirementResource {

    private final PromptStore prompts;
    private final Outbox outbox;
    private final Caller caller;
    private final GateConfig config;

    RetirementResource(PromptStore prompts, Outbox outbox, Caller caller, GateConfig config) {
        this.prompts = prompts;
        this.outbox = outbox;
        this.caller = caller;
        this.config = config;
    }

    public record Request(@Nullable String prompt, @Nullable String reason) {}

    /**
     * Ordered, and not yet so: the deployers apply it.
     *
     * @param ends the deployment that it ends: if another one is current by then, nothing happens
     */
    public record Retirement(String release, String prompt, String environment, long ends, VersionRef version) {}

    @POST
    @Transactional
    @Operation(
            summary = "Order that a prompt is no longer served",
            description =
                    "Applications get 404 for it. Its number goes on: a later promote or rollback brings it back.")
    @APIResponse(responseCode = "202", description = "Ordered; sent twice it is one order")
    @APIResponse(responseCode = "409", description = "Nothing was ever live")
    public Response retire(@Nullable Request request) {
        if (request == null || request.prompt() == null || isBlank(request.reason())) {
            throw Problem.badRequest("prompt and reason: missing (expected: which prompt, and why it is retired)");
        }
        var prompt = request.prompt();
        caller.require(prompt, Role.PM, Role.OPS);
        var environment = config.environment();
        var live = prompts.known(prompt, environment)
                .live()
                .orElseThrow(() -> Problem.conflict("nothing is live of %s in %s".formatted(prompt, environment)));
        var release = "retire-" + Digest.of(prompt + "@" + environment).brief() + "-" + live.number();
        outbox.add(
                release,
                new RetireOrdered(
                        release,
                        prompt,
                        environment,
                        live.number(),
                        caller.subject(),
                        request.reason().strip(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        return Response.accepted(new Retirement(release, prompt, environment, live.number(), live.version()))
                .build();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
