package dev.belay.registry.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.registry.store.ContentKind;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.StoredContent;
import dev.belay.registry.store.SuiteStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1/suites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "contents")
public class SuiteResource {

    private static final int LONGEST_PAGE = 1_000;

    private final ContentStore contents;
    private final SuiteStore suites;
    private final ContentAccess access;

    SuiteResource(ContentStore contents, SuiteStore suites, ContentAccess access) {
        this.access = access;
        this.contents = contents;
        this.suites = suites;
    }

    @GET
    @Path("/{digest}")
    @Operation(summary = "A suite as canonical JSON, however long")
    @APIResponse(responseCode = "200", description = "The suite document")
    @APIResponse(responseCode = "410", description = "Erased")
    public Response suite(@RestPath String digest, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        var suite = Requests.digest(digest);
        long list = list(suite);
        StreamingOutput whole = out -> suites.writeWhole(list, out);
        return Immutable.answer(suite.value(), known, whole);
    }

    @GET
    @Path("/{digest}/cases")
    @Operation(
            summary = "Some cases of a suite, each as canonical JSON",
            description = "In the order of their ids, beginning with the case whose id is given.")
    @APIResponse(responseCode = "200", description = "A list of cases, empty only for a suite that has none")
    @APIResponse(responseCode = "404", description = "There is no such suite, or no such case in it")
    @APIResponse(responseCode = "410", description = "Erased")
    public Response cases(
            @RestPath String digest,
            @RestQuery @Nullable String from,
            @RestQuery @DefaultValue("256") int limit,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw Problem.badRequest("limit: " + limit + " (expected: 1 to " + LONGEST_PAGE + ")")
                    .thrown();
        }
        var suite = Requests.digest(digest);
        long list = list(suite);
        if (from != null && !suites.has(list, from)) {
            throw Problem.notFound("case " + from + " in the suite " + suite).thrown();
        }
        StreamingOutput page = out -> suites.writePage(list, from, limit, out);
        return Immutable.answer(suite + "/" + limit + "/" + (from == null ? "" : from), known, page);
    }

    private long list(Digest suite) {
        access.require(ContentKind.SUITE, suite);
        return switch (contents.find(ContentKind.SUITE, suite)) {
            case StoredContent.Listed(var list) -> list;
            case StoredContent.Erased erased -> throw Refusals.erased(erased).thrown();
            case StoredContent.Unknown unknown -> throw unknown(suite).thrown();
            case StoredContent.Present present -> throw unknown(suite).thrown();
        };
    }

    private static Problem unknown(Digest suite) {
        return Problem.notFound("content with the digest " + suite);
    }
}
