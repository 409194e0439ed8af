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

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ContentStore contents;

    ContentResource(ContentStore contents) {
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

    @GET
    @Path("/suites/{digest}")
    @Operation(summary = "A suite as canonical JSON")
    @APIResponse(responseCode = "200", description = "The suite document")
    @APIResponse(responseCode = "410", description = "Erased")
    public Response suite(@RestPath String digest, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        return answer(ContentKind.SUITE, Requests.digest(digest), known);
    }

    private Response answer(ContentKind kind, Digest digest, @Nullable String known) {
        var json = json(contents.find(kind, digest), digest);
        var tag = "\"" + digest + "\"";
        var answer = tag.equals(known) ? Response.notModified() : Response.ok(json);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    static String json(StoredContent content, Digest digest) {
        return switch (content) {
            case StoredContent.Present(var json) -> json;
            case StoredContent.Erased erased -> throw Refusals.erased(erased).thrown();
            case StoredContent.Unknown unknown ->
                throw Problem.notFound("content with the digest " + digest).thrown();
        };
    }
}
