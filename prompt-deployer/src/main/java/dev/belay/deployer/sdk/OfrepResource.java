package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.Fetches;
import dev.belay.deployer.receipt.domain.Protocol;
import dev.belay.deployer.rest.LiveAccess;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * OpenFeature's Remote Evaluation Protocol: each prompt is a flag. The environment is the context's {@code environment}, else the
 * key's. A key comes with its slash raw or escaped.
 */
@Path("/ofrep/v1/evaluate/flags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OfrepResource {

    private static final int SILENCE_SECONDS = 60;

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final Fetches fetches;
    private final String defaultEnvironment;

    OfrepResource(
            LivePrompts prompts,
            LiveAccess access,
            Fetches fetches,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
    }

    @POST
    @Path("{key: .+}")
    @Operation(summary = "The live version of a prompt, as an OFREP client evaluates a flag")
    public Response one(
            @PathParam("key") String key,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            @Nullable JsonNode body) {
        var environment = environment(body);
        if (!key.contains("/") || !access.includes(key, environment)) {
            return notFound(key, environment);
        }
        return prompts.live(key, environment)
                .map(live -> {
                    var served = Served.of(live, targetingKey(body));
                    fetches.count(live, served.got(), Protocol.OFREP, access.subject(), userAgent);
                    return Response.ok(Flag.of(served)).build();
                })
                .orElseGet(() -> notFound(key, environment));
    }

    @POST
    @Operation(
            summary = "All that is live for the caller; with If-None-Match 304 when nothing changed",
            description = "Names the stream that says when to ask again.")
    public Response all(
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            @Nullable JsonNode body) {
        var environment = environment(body);
        var live = prompts.in(environment).stream()
                .filter(each -> access.includes(each.prompt(), environment))
                .toList();
        var key = targetingKey(body);
        live.forEach(each -> fetches.count(each, Split.of(each, key), Protocol.OFREP, access.subject(), userAgent));
        var tag = '"' + tag(live) + '"';
        if (tag.equals(known)) {
            return Response.notModified().header("ETag", tag).build();
        }
        var answer = EventJson.mapper().createObjectNode();
        var flags = answer.putArray("flags");
        live.forEach(each -> flags.add(Flag.of(Served.of(each, key))));
        answer.putObject("metadata");
        var stream = answer.putArray("eventStreams").addObject().put("type", "sse");
        stream.putObject("endpoint")
                .put(
                        "requestUri",
                        "/ofrep/v1/stream?environment=" + URLEncoder.encode(environment, StandardCharsets.UTF_8));
        stream.put("inactivityDelaySec", SILENCE_SECONDS);
        return Response.ok(answer).header("ETag", tag).build();
    }

    static String tag(List<LiveState> live) {
        return Digest.of(live.stream()
                        .map(each -> each.key() + " " + each.number())
                        .collect(Collectors.joining("\n")))
                .brief();
    }

    private static @Nullable String targetingKey(@Nullable JsonNode body) {
        return body == null ? null : body.path("context").path("targetingKey").asText(null);
    }

    private String environment(@Nullable JsonNode body) {
        var asked = body == null ? "" : body.path("context").path("environment").asText("");
        return asked.isBlank() ? access.environment().orElse(defaultEnvironment) : asked;
    }

    private static Response notFound(String key, String environment) {
        return Response.status(Response.Status.NOT_FOUND)
                .entity(Flag.error(
                        key, "FLAG_NOT_FOUND", "nothing of " + key + " is live for this key in " + environment))
                .build();
    }
}
