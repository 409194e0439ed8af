package dev.belay.deployer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.Fetches;
import dev.belay.deployer.receipt.domain.Protocol;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
    private final Fetches fetches;

    LiveResource(
            LivePrompts prompts,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment,
            LiveAccess access,
            Fetches fetches) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
    }

    /**
     * @param number deployment number
     * @param content the version's document
     * @param release the release that made it live
     * @param since when that was ordered
     * @param step per cent of the targeting keys that get another version; absent when all get the same
     * @param candidate that other version, where it is pushed
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
            Instant since,
            @Nullable Integer step,
            @Nullable Stepped candidate) {

        public static Live listed(LiveState live) {
            return of(live, live.version(), null);
        }

        public static Live of(LiveState live, Split got) {
            return of(live, got.version(), got.content());
        }

        /** With both versions while a step is under way: whoever is pushed to divides its users itself. */
        static Live pushed(LiveState live) {
            var listed = of(live, live.version(), live.content());
            var candidate = live.candidate();
            return candidate == null
                    ? listed
                    : new Live(
                            listed.prompt(),
                            listed.environment(),
                            listed.number(),
                            listed.version(),
                            listed.content(),
                            listed.release(),
                            listed.kind(),
                            listed.since(),
                            listed.step(),
                            new Stepped(candidate.version(), candidate.content()));
        }

        private static Live of(LiveState live, VersionRef version, @Nullable String content) {
            return new Live(
                    live.prompt(),
                    live.environment(),
                    live.number(),
                    version,
                    content,
                    live.release(),
                    live.kind(),
                    live.since(),
                    live.candidate() == null ? null : live.step(),
                    null);
        }
    }

    /** What a step gives to its share of the targeting keys. */
    public record Stepped(
            VersionRef version,

            @Schema(implementation = Object.class) @JsonRawValue
            String content) {}

    @GET
    @Operation(summary = "Everything of the caller's teams that is live in an environment, without content")
    public List<Live> all(@QueryParam("environment") @Nullable String environment) {
        var where = orDefault(environment);
        return prompts.in(where).stream()
                .filter(live -> access.includes(live.prompt(), where))
                .map(Live::listed)
                .toList();
    }

    /** {@code team/name} as two segments or as one with an escaped slash. */
    @GET
    @Path("{prompt: .+}")
    @Operation(
            summary = "The live version of a prompt, with its content",
            description = "While a step is under way, targetingKey says for whom: the same key gets the same version.")
    public Response one(
            @PathParam("prompt") String prompt,
            @QueryParam("environment") @Nullable String environment,
            @QueryParam("targetingKey") @Nullable String targetingKey,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            @Context Request request) {
        var where = orDefault(environment);
        access.require(prompt, where);
        return prompts.live(prompt, where)
                .map(live -> {
                    var got = Split.of(live, targetingKey);
                    fetches.count(live, got, Protocol.BELAY, access.subject(), userAgent);
                    return answer(live, got, request);
                })
                .orElseGet(() -> nothing(prompt, where));
    }

    static Response nothing(String prompt, String environment) {
        return Problem.response(
                Response.Status.NOT_FOUND,
                "Nothing is live",
                "Nothing is live for " + prompt + " in " + environment + ". GET /v1/live?environment=" + environment
                        + " lists what is.");
    }

    private static Response answer(LiveState live, Split got, Request request) {
        var tag = new EntityTag(live.number() + "-" + got.version().digest().brief());
        var unchanged = request.evaluatePreconditions(tag);
        var response = unchanged == null ? Response.ok(Live.of(live, got)) : unchanged;
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
        return environment == null || environment.isBlank()
                ? access.environment().orElse(defaultEnvironment)
                : environment;
    }
}
