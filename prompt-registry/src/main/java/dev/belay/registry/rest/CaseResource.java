package dev.belay.registry.rest;

import dev.belay.evaluation.document.CaseAgreement;
import dev.belay.evaluation.document.Documents;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.rest.PublicationAnswer.Suite;
import dev.belay.registry.store.Erasure;
import dev.belay.registry.store.Pieces;
import dev.belay.registry.upload.CaseSpool;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "cases", description = "The eval cases of a prompt")
public class CaseResource {

    private final Pieces pieces;
    private final Uploads uploads;
    private final Erasure erasure;
    private final Caller caller;

    CaseResource(Pieces pieces, Uploads uploads, Erasure erasure, Caller caller) {
        this.caller = caller;
        this.pieces = pieces;
        this.uploads = uploads;
        this.erasure = erasure;
    }

    @POST
    @Path("/{team}/{name}/cases")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Merge cases into the suite by their ids",
            description = "New ones are added, absent ones stay; only a PM may weaken one, with"
                    + " If-Match naming the digest of the suite that it was changed in.")
    @APIResponse(responseCode = "200", description = "The suite as it is now, with what was skipped and why")
    public Suite merge(
            @RestPath String team,
            @RestPath String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String base,
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class)))
                    InputStream body)
            throws IOException {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.ENGINEER, Role.PM);
        var pulled = Requests.entityTag(base);
        try (var cases = uploads.spool()) {
            Bodies.present(uploads.read(body, CaseSpool.class, cases));
            Bodies.sound(
                    prompt, Documents.checkJson(null, null, List.of()), cases.problems(CaseAgreement.with(null, null)));
            return Suite.of(Refusals.done(pieces.cases(prompt, cases, pulled, Actors.of(caller, prompt))));
        }
    }

    @DELETE
    @Path("/{team}/{name}/cases/{id}")
    @Operation(summary = "Remove a case; only a PM may")
    @APIResponse(responseCode = "200", description = "The suite as it is now")
    public Suite remove(@RestPath String team, @RestPath String name, @RestPath String id) {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.PM);
        return Suite.of(Refusals.done(pieces.removeCase(prompt, id, caller.subject())));
    }

    @DELETE
    @Path("/{team}/{name}/suites/{number}/content")
    @Operation(summary = "Erase what an older suite says, for good; its number and digest stay")
    @APIResponse(responseCode = "204", description = "Erased")
    @APIResponse(responseCode = "409", description = "It is the one in use")
    public void erase(@RestPath String team, @RestPath String name, @RestPath int number, VersionResource.Reason body) {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.PM);
        var reason = Requests.text("reason", Bodies.present(body).reason());
        Refusals.done(erasure.suite(prompt, number, caller.subject(), reason));
    }
}
