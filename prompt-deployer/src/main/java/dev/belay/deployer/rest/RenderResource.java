package dev.belay.deployer.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.Fetches;
import dev.belay.deployer.receipt.domain.Protocol;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.evaluation.template.TemplateFailed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Renders what is live, by the very templates that it was evaluated with. */
@Path("/v1/live")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RenderResource {

    private static final int PARSED = 1_000;

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final Fetches fetches;
    private final String defaultEnvironment;
    private final LoadingCache<Content, PromptTemplate> templates =
            Caffeine.newBuilder().maximumSize(PARSED).build(RenderResource::parsed);

    RenderResource(
            LivePrompts prompts,
            LiveAccess access,
            Fetches fetches,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
    }

    /** Equal where the digest is. */
    private record Content(Digest digest, String json) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Content content && content.digest.equals(digest);
        }

        @Override
        public int hashCode() {
            return digest.hashCode();
        }
    }

    /**
     * @param targetingKey for whom, while a step is under way
     */
    public record Order(
            @Nullable Map<String, JsonNode> variables,
            @Nullable String targetingKey) {}

    /** @param missing variables that the messages name and nobody gave: they are rendered as nothing */
    public record Rendered(
            String prompt,
            String environment,
            long number,
            VersionRef version,
            List<Message> messages,
            SortedSet<String> missing) {}

    @POST
    @Path("{prompt: .+}/render")
    @Operation(
            summary = "The messages of the live version with variables filled in",
            description = "By the version's own template engine; values are inserted as they are.")
    public Response render(
            @PathParam("prompt") String prompt,
            @QueryParam("environment") @Nullable String environment,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            @Nullable Order order) {
        var where = environment == null || environment.isBlank()
                ? access.environment().orElse(defaultEnvironment)
                : environment;
        access.require(prompt, where);
        var variables = order == null || order.variables() == null ? Map.<String, JsonNode>of() : order.variables();
        return prompts.live(prompt, where)
                .map(live -> rendered(live, order == null ? null : order.targetingKey(), variables, userAgent))
                .orElseGet(() -> LiveResource.nothing(prompt, where));
    }

    private Response rendered(
            LiveState live,
            @Nullable String targetingKey,
            Map<String, JsonNode> variables,
            @Nullable String userAgent) {
        var got = Split.of(live, targetingKey);
        fetches.count(live, got, Protocol.BELAY, access.subject(), userAgent);
        try {
            var template = templates.get(new Content(got.version().digest(), got.content()));
            return Response.ok(new Rendered(
                            live.prompt(),
                            live.environment(),
                            live.number(),
                            got.version(),
                            template.render(variables),
                            template.missing(variables)))
                    .build();
        } catch (TemplateFailed e) {
            return Problem.response(
                    Response.Status.BAD_REQUEST, "These variables cannot be rendered", String.valueOf(e.getMessage()));
        }
    }

    private static PromptTemplate parsed(Content content) {
        try {
            return PromptTemplate.of(EventJson.mapper().readValue(content.json(), PromptDocument.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of " + content.digest() + " is no prompt", e);
        }
    }
}
