package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.document.Documents;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.proving.Proofs;
import dev.belay.registry.store.Pieces;
import dev.belay.registry.store.Pieces.KeptCriteria;
import dev.belay.registry.store.Saved;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "criteria", description = "What good means")
public class CriteriaResource {

    private final Pieces pieces;
    private final Caller caller;

    private final Proofs proofs;

    CriteriaResource(Pieces pieces, Proofs proofs, Caller caller) {
        this.caller = caller;
        this.pieces = pieces;
        this.proofs = proofs;
    }

    @PUT
    @Path("/{team}/{name}/criteria")
    @Operation(
            summary = "Publish criteria",
            description = "If-Match names the digest of the criteria that these replace; leave it out for the first.")
    @APIResponse(responseCode = "201", description = "New criteria")
    @APIResponse(responseCode = "200", description = "The registry's say the same")
    @APIResponse(responseCode = "403", description = "You are no PM of the team")
    @APIResponse(responseCode = "422", description = "A mistake, or examples that do not prove what they stand for")
    @APIResponse(responseCode = "412", description = "The registry moved on")
    public RestResponse<KeptCriteria> publish(
            @RestPath String team,
            @RestPath String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String replaced,
            JsonNode document) {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.PM);
        var checked = Bodies.sound(prompt, Documents.checkJson(null, Bodies.document(document), List.of()));
        var saved = pieces.criteria(
                prompt,
                checked.criteria(),
                proofs.of(checked.criteria()),
                Requests.entityTag(replaced),
                Actors.of(caller, prompt));
        if (saved instanceof Saved.Conflict<KeptCriteria>(var reason)) {
            throw Problem.of(412, "registry-moved-on", "The registry moved on: run `belay pull`", reason)
                    .thrown();
        }
        var kept = Refusals.done(saved);
        return RestResponse.status(kept.existing() ? RestResponse.Status.OK : RestResponse.Status.CREATED, kept);
    }
}
