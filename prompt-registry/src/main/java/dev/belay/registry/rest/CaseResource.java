package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.document.Documents;
import dev.belay.registry.rest.PublicationAnswer.Suite;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.Erasure;
import dev.belay.registry.store.Pieces;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "cases", description = "The eval cases of a prompt")
public class CaseResource {

    private final Pieces pieces;
    private final ContentStore contents;
    private final Erasure erasure;

    CaseResource(Pieces pieces, ContentStore contents, Erasure erasure) {
        this.pieces = pieces;
        this.contents = contents;
        this.erasure = erasure;
    }

    @POST
    @Path("/{team}/{name}/cases")
    @Operation(
            summary = "Merge cases into the suite by their ids",
            description = "New ones are added, absent ones stay; only the owner of the criteria may weaken one, with"
                    + " If-Match naming the digest of the suite that it was changed in.")
    @APIResponse(responseCode = "200", description = "The suite as it is now, with what was skipped and why")
    public Suite merge(
            @RestPath String team,
            @RestPath String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String base,
            @HeaderParam(Requests.ACTOR) @Nullable String actor,
            List<JsonNode> cases) {
        var prompt = Requests.prompt(team, name);
        var checked = Bodies.sound(prompt, Documents.checkJson(null, null, Bodies.present(cases)));
        var pulled = contents.suite(Requests.entityTag(base)).orElse(null);
        return Suite.of(Refusals.done(pieces.cases(prompt, checked.cases(), pulled, Requests.actor(actor))));
    }

    @DELETE
    @Path("/{team}/{name}/cases/{id}")
    @Operation(summary = "Remove a case; only the owner of the criteria may")
    @APIResponse(responseCode = "200", description = "The suite as it is now")
    public Suite remove(
            @RestPath String team,
            @RestPath String name,
            @RestPath String id,
            @HeaderParam(Requests.ACTOR) @Nullable String actor) {
        return Suite.of(Refusals.done(pieces.removeCase(Requests.prompt(team, name), id, Requests.actor(actor))));
    }

    @DELETE
    @Path("/{team}/{name}/suites/{number}/content")
    @Operation(summary = "Erase what an older suite says, for good; its number and digest stay")
    @APIResponse(responseCode = "204", description = "Erased")
    @APIResponse(responseCode = "409", description = "It is the one in use")
    public void erase(
            @RestPath String team,
            @RestPath String name,
            @RestPath int number,
            @HeaderParam(Requests.ACTOR) @Nullable String actor,
            VersionResource.Reason body) {
        var reason = Requests.text("reason", Bodies.present(body).reason());
        Refusals.done(erasure.suite(Requests.prompt(team, name), number, Requests.actor(actor), reason));
    }
}
