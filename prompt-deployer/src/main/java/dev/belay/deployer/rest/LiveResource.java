package dev.belay.deployer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.messaging.LivePrompts;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** From memory alone: neither Kafka nor any other service is asked. */
@Path("/v1/live")
@Produces(MediaType.APPLICATION_JSON)
public class LiveResource {

    private final LivePrompts prompts;
    private final String defaultEnvironment;
    private final LiveAccess access;

    LiveResource(
            LivePrompts prompts,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment,
            LiveAccess access) {
        this.prompts = prompts;
        this.access = access;
        this.defaultEnvironment = defaultEnvironment;
    }

    /**
     * @param number deployment number
     * @param content the version's document
     * @param release the release that made it live
     * @param since when that was ordered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Live(
            String prompt,
            String environment,
            long number,
            VersionRef version,

            @Schema(implementation = Object.class) @JsonRawValue @Nullable
            String content,

            String release,
            DeploymentEvent.Kind kind,
            Instant since) {

        static Live of(LiveState live, @Nullable String content) {
            return new Live(
                    live.prompt(),
                    live.environment(),
                    live.number(),
                    live.version(),
                    content,
                    live.release(),
                    live.kind(),
                    live.since());
        }
    }

    @GET
    @Operation(summary = "Everything of the caller's teams that is live in an environment, without content")
    public List<Live> all(@QueryParam("environment") @Nullable String environment) {
        var where = orDefault(environment);
        return prompts.in(where).stream()
                .filter(live -> access.includes(live.prompt(), where))
                .map(live -> Live.of(live, null))
                .toList();
    }

    /** {@code team/name} as two segments or as one with an escaped slash. */
    @GET
    @Path("{prompt: .+}")
    @Operation(summary = "The live version of a prompt, with its content")
    public Response one(
            @PathParam("prompt") String prompt,
            @QueryParam("environment") @Nullable String environment,
            @Context Request request) {
        var where = orDefault(environment);
        access.require(prompt, where);
        return prompts.live(prompt, where)
                .map(live -> answer(live, request))
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "Nothing is live",
                        "Nothing is live for " + prompt + " in " + where + ". GET /v1/live?environment=" + where
                                + " lists what is."));
    }

    private static Response answer(LiveState live, Request request) {
        var tag = new EntityTag(live.number() + "-" + live.version().digest().brief());
        var unchanged = request.evaluatePreconditions(tag);
        var response = unchanged == null ? Response.ok(Live.of(live, live.content())) : unchanged;
        return response.tag(tag).cacheControl(askEachTime()).build();
    }

    /** A cache may keep the answer but asks whether it is still live: a rollback must be seen at once. */
    private static CacheControl askEachTime() {
        var control = new CacheControl();
        control.setNoCache(true);
        control.setNoTransform(false);
        return control;
    }

    private String orDefault(@Nullable String environment) {
        return environment == null || environment.isBlank() ? defaultEnvironment : environment;
    }
}
