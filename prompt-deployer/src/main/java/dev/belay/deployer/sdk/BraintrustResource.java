package dev.belay.deployer.sdk;

import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.Fetches;
import dev.belay.deployer.receipt.domain.Protocol;
import dev.belay.deployer.rest.LiveAccess;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** For {@code braintrust}: the API key is a Belay key, a project is a team, a slug the prompt's name in it. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class BraintrustResource {

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final Fetches fetches;
    private final String defaultEnvironment;
    private final Optional<URI> address;

    BraintrustResource(
            LivePrompts prompts,
            LiveAccess access,
            Fetches fetches,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment,
            @ConfigProperty(name = "belay.url") Optional<URI> address) {
        this.prompts = prompts;
        this.access = access;
        this.fetches = fetches;
        this.defaultEnvironment = defaultEnvironment;
        this.address = address;
    }

    @POST
    @Path("api/apikey/login")
    @Operation(summary = "Tells Braintrust's clients where to read: here")
    public Response login(@Context UriInfo here) {
        access.standing();
        var base = address.orElse(here.getBaseUri()).toString().replaceAll("/+$", "");
        var answer = EventJson.mapper().createObjectNode();
        answer.putArray("org_info")
                .addObject()
                .put("id", Served.uuid("braintrust organisation").toString())
                .put("name", "belay")
                .put("api_url", base)
                .put("proxy_url", base);
        return Response.ok(answer).build();
    }

    @GET
    @Path("v1/prompt")
    @Operation(
            summary = "The live version, as Braintrust's clients read it",
            description = "An empty list where nothing is live, which their client tells as not found.")
    public Response one(
            @QueryParam("project_name") @Nullable String project,
            @QueryParam("slug") @Nullable String slug,
            @QueryParam("version") @Nullable String version,
            @QueryParam("environment") @Nullable String environment,
            @HeaderParam("User-Agent") @Nullable String userAgent) {
        if (project == null || slug == null) {
            return error(400, "project_name and slug: missing (expected: the team, and the prompt's name in it)");
        }
        var where = environment(environment);
        var prompt = project + "/" + slug;
        access.require(prompt, where);
        var answer = EventJson.mapper().createObjectNode();
        var objects = answer.putArray("objects");
        served(prompts.live(prompt, where), version, userAgent)
                .map(BraintrustPrompt::of)
                .ifPresent(objects::add);
        return Response.ok(answer).build();
    }

    @GET
    @Path("v1/prompt/{id}")
    @Operation(summary = "The same by its id")
    public Response byId(
            @PathParam("id") String id,
            @QueryParam("version") @Nullable String version,
            @QueryParam("environment") @Nullable String environment,
            @HeaderParam("User-Agent") @Nullable String userAgent) {
        var where = environment(environment);
        var live = prompts.in(where).stream()
                .filter(each -> access.includes(each.prompt(), where))
                .filter(each -> BraintrustPrompt.id(each.prompt()).equals(id))
                .findFirst();
        return served(live, version, userAgent)
                .map(served -> Response.ok(BraintrustPrompt.of(served)).build())
                .orElseGet(() -> error(404, "Prompt " + id + " not found; only what is live is served"));
    }

    private Optional<Served> served(Optional<LiveState> live, @Nullable String version, @Nullable String userAgent) {
        var served = live.map(Served::of).filter(one -> version == null || BraintrustPrompt.isVersion(version, one));
        served.ifPresent(one -> fetches.count(one.live(), one.got(), Protocol.BRAINTRUST, access.subject(), userAgent));
        return served;
    }

    private String environment(@Nullable String asked) {
        return Optional.ofNullable(asked).or(access::environment).orElse(defaultEnvironment);
    }

    private static Response error(int status, String message) {
        return Response.status(status)
                .entity(EventJson.mapper().createObjectNode().put("error", message))
                .build();
    }
}
