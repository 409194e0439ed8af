package dev.belay.deployer.sdk;

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

/** For {@code langwatch}: the API key is a Belay key, a tag is an environment. */
@Path("/api/prompts")
@Produces(MediaType.APPLICATION_JSON)
public class LangwatchResource {

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final Fetches fetches;
    private final String defaultEnvironment;

    LangwatchResource(
            LivePrompts prompts,
            LiveAccess access,
            Fetches fetches,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
    }

    /** @param which a version's number or an environment */
    private record Asked(String prompt, Optional<String> which) {}

    @GET
    @Path("{id: .+}")
    @Operation(
            summary = "The live version, as LangWatch's clients read it",
            description =
                    "{@code team/name}, {@code team/name:ENVIRONMENT} or {@code team/name:VERSION}. A file that their"
                            + " client finds beside the application beats any answer.")
    public Response one(
            @PathParam("id") String id,
            @QueryParam("version") @Nullable String version,
            @QueryParam("tag") @Nullable String tag,
            @HeaderParam("User-Agent") @Nullable String userAgent) {
        var shorthand = id.indexOf(':');
        if (version != null && tag != null || shorthand >= 0 && (version != null || tag != null)) {
            return error(422, "version, tag and a shorthand: more than one is given (expected: one of them)");
        }
        var asked = shorthand >= 0
                ? new Asked(id.substring(0, shorthand), Optional.of(id.substring(shorthand + 1)))
                : new Asked(id, Optional.ofNullable(version == null ? tag : version));
        return answer(asked, userAgent);
    }

    private Response answer(Asked asked, @Nullable String userAgent) {
        var number = asked.which().filter(which -> which.matches("[0-9]+"));
        var environment = asked.which()
                .filter(which -> number.isEmpty() && !which.equals("latest"))
                .or(access::environment)
                .orElse(defaultEnvironment);
        access.require(asked.prompt(), environment);
        return prompts.live(asked.prompt(), environment)
                .map(Served::of)
                .filter(served -> number.isEmpty() || number.get().equals(Integer.toString(served.version())))
                .map(served -> {
                    fetches.count(served.live(), served.got(), Protocol.LANGWATCH, access.subject(), userAgent);
                    return Response.ok(LangwatchPrompt.of(served)).build();
                })
                .orElseGet(() -> error(
                        404,
                        "prompt_not_found: %s%s is not live in %s; only what is live is served"
                                .formatted(
                                        asked.prompt(),
                                        number.map(version -> " v" + version).orElse(""),
                                        environment)));
    }

    private static Response error(int status, String error) {
        return Response.status(status)
                .entity(EventJson.mapper()
                        .createObjectNode()
                        .put("error", error)
                        .put("message", error))
                .build();
    }
}
