package dev.belay.registry.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.registry.store.ContentKind;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.StoredContent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "contents", description = "Documents by digest: they never change, so keep them as long as you like")
public class ContentResource {

    private final ContentStore contents;
    private final ContentAccess access;

    ContentResource(ContentStore contents, ContentAccess access) {
        this.access = access;
        this.contents = contents;
    }

    @GET
    @Path("/versions/{digest}")
    @Operation(summary = "A version's canonical JSON")
    @APIResponse(responseCode = "200", description = "The prompt document")
    @APIResponse(responseCode = "410", description = "Erased")
    public Response version(@RestPath String digest, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        return answer(ContentKind.VERSION, Requests.digest(digest), known);
    }

    @GET
    @Path("/criteria/{digest}")
    @Operation(summary = "Criteria as canonical JSON")
    @APIResponse(responseCode = "200", description = "The criteria document")
    public Response criteria(@RestPath String digest, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        return answer(ContentKind.CRITERIA, Requests.digest(digest), known);
    }

    private Response answer(ContentKind kind, Digest digest, @Nullable String known) {
        access.require(kind, digest);
        var json = json(contents.find(kind, digest), digest);
        return Immutable.answer(digest.value(), known, json);
    }

    static String json(StoredContent content, Digest digest) {
        return switch (content) {
            case StoredContent.Present(var json) -> json;
            case StoredContent.Erased erased -> throw Refusals.erased(erased).thrown();
            case StoredContent.Unknown unknown -> throw unknown(digest).thrown();
            case StoredContent.Listed listed -> throw unknown(digest).thrown();
        };
    }

    private static Problem unknown(Digest digest) {
        return Problem.notFound("content with the digest " + digest);
    }
}
