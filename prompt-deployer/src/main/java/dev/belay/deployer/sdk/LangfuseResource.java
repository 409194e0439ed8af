package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.Fetches;
import dev.belay.deployer.receipt.domain.Protocol;
import dev.belay.deployer.rest.LiveAccess;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** For {@code langfuse} 3 and {@code @langfuse/client} 5: the secret key is a Belay key, a label is an environment. */
@Path("/api/public/v2/prompts")
@Produces(MediaType.APPLICATION_JSON)
public class LangfuseResource {

    /** What their users call the newest; here it is what is live too: a draft is never served. */
    private static final String LATEST = "latest";

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final Fetches fetches;
    private final String defaultEnvironment;

    LangfuseResource(
            LivePrompts prompts,
            LiveAccess access,
            Fetches fetches,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
    }

    @GET
    @Path("{name: .+}")
    @Operation(
            summary = "The live version, as Langfuse's clients read it",
            description =
                    "Without a query: what is live in the key's environment. Their cache shows a rollback after its TTL"
                            + " (60 s) and one more call.")
    public Response one(
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @QueryParam("label") @Nullable String label,
            @HeaderParam("User-Agent") @Nullable String userAgent) {
        if (version != null && label != null) {
            return problem(400, "InvalidRequestError", "version and label: both are given (expected: one of them)");
        }
        var environment = Optional.ofNullable(label)
                .filter(named -> !named.equals(LATEST))
                .or(access::environment)
                .orElse(defaultEnvironment);
        access.require(name, environment);
        return prompts.live(name, environment)
                .map(Served::of)
                .filter(served -> version == null || version.equals(Integer.toString(served.version())))
                .map(served -> {
                    fetches.count(served.live(), served.got(), Protocol.LANGFUSE, access.subject(), userAgent);
                    return Response.ok(LangfusePrompt.of(served)).build();
                })
                .orElseGet(() -> problem(
                        404,
                        "LangfuseNotFoundError",
                        "Prompt not found: '%s' with %s; only what is live is served"
                                .formatted(
                                        name, version == null ? "label '" + environment + "'" : "version " + version)));
    }

    private static Response problem(int status, String error, String message) {
        ObjectNode body =
                EventJson.mapper().createObjectNode().put("message", message).put("error", error);
        return Response.status(status).entity(body).build();
    }
}
