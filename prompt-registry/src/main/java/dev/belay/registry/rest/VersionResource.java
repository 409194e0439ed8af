package dev.belay.registry.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.evaluation.document.Documents;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.store.ContentKind;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.Erasure;
import dev.belay.registry.store.Pieces;
import dev.belay.registry.store.Pieces.Kept;
import dev.belay.registry.store.PromptStore;
import dev.belay.registry.store.PublishedVersion;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "versions", description = "Immutable states of a prompt")
public class VersionResource {

    private final PromptStore prompts;
    private final ContentStore contents;
    private final Pieces pieces;
    private final Erasure erasure;
    private final Caller caller;

    VersionResource(PromptStore prompts, ContentStore contents, Pieces pieces, Erasure erasure, Caller caller) {
        this.caller = caller;
        this.prompts = prompts;
        this.contents = contents;
        this.pieces = pieces;
        this.erasure = erasure;
    }

    /** @param document the canonical JSON that {@code digest} is of */
    public record VersionAnswer(
            int number,
            Digest digest,
            String author,
            Instant publishedAt,
            @Nullable Digest parent,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String document) {}

    public record Reason(@Nullable String reason) {}

    @GET
    @Path("/{team}/{name}/versions")
    @Operation(summary = "All versions, oldest first")
    public List<PublishedVersion> all(@RestPath String team, @RestPath String name) {
        var prompt = Requests.prompt(team, name);
        caller.requireReader(prompt);
        if (prompts.find(prompt).isEmpty()) {
            throw Problem.notFound("prompt " + prompt).thrown();
        }
        return prompts.versions(prompt);
    }

    @GET
    @Path("/{team}/{name}/versions/{number}")
    @Operation(summary = "One version with its content")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "410", description = "Its content was erased")
    public VersionAnswer one(@RestPath String team, @RestPath String name, @RestPath int number) {
        var prompt = Requests.prompt(team, name);
        caller.requireReader(prompt);
        var version = find(prompt, number);
        var json = ContentResource.json(contents.find(ContentKind.VERSION, version.digest()), version.digest());
        return new VersionAnswer(
                version.number(), version.digest(), version.author(), version.publishedAt(), version.parent(), json);
    }

    @POST
    @Path("/{team}/{name}/versions")
    @Operation(summary = "Publish a version without proposing it")
    @APIResponse(responseCode = "201", description = "A new version")
    @APIResponse(responseCode = "200", description = "The registry had this content already")
    public RestResponse<Kept> publish(
            @RestPath String team, @RestPath String name, @RestQuery @Nullable String parent, JsonNode document) {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.ENGINEER, Role.PM);
        var checked = Bodies.sound(prompt, Documents.checkJson(Bodies.document(document), null, List.of()));
        var from = parent == null ? null : Requests.digest(parent);
        var kept = Refusals.done(pieces.version(checked.prompt(), from, caller.subject()));
        return RestResponse.status(kept.existing() ? RestResponse.Status.OK : RestResponse.Status.CREATED, kept);
    }

    @DELETE
    @Path("/{team}/{name}/versions/{number}/content")
    @Operation(summary = "Erase what a version says, for good; its number, digest and author stay")
    @APIResponse(responseCode = "204", description = "Erased")
    public void erase(@RestPath String team, @RestPath String name, @RestPath int number, Reason body) {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.PM);
        var reason = Requests.text("reason", Bodies.present(body).reason());
        Refusals.done(erasure.version(prompt, number, caller.subject(), reason));
    }

    private PublishedVersion find(String prompt, int number) {
        return prompts.version(prompt, number)
                .orElseThrow(() ->
                        Problem.notFound("version " + number + " of " + prompt).thrown());
    }
}
