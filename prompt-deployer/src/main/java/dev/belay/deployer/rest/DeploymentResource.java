package dev.belay.deployer.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.Environments;
import dev.belay.deployer.messaging.DeploymentLog;
import dev.belay.identity.Caller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

@Path("/v1/deployments")
@Produces(MediaType.APPLICATION_JSON)
public class DeploymentResource {

    private static final int LARGEST_PAGE = 1000;

    private final DeploymentLog log;
    private final Caller caller;
    private final Clock clock = Clock.systemUTC();

    DeploymentResource(DeploymentLog log, Caller caller) {
        this.caller = caller;
        this.log = log;
    }

    @GET
    @Operation(summary = "The deployment log of the caller's teams, newest first: what became of each release")
    public Response newest(
            @QueryParam("prompt") @Nullable String prompt,
            @Parameter(description = "without one all but rehearsals: environments that begin with drill")
                    @QueryParam("environment")
                    @Nullable
                    String environment,
            @Parameter(description = "an ISO 8601 instant, or how long ago: 24h, 30m, 7d")
                    @QueryParam("since")
                    @Nullable
                    String since,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return switch (Since.of(since, clock.instant())) {
            case Since.Unreadable(var problem) ->
                Problem.response(Response.Status.BAD_REQUEST, "since cannot be read", problem);
            case Since.Moment(var moment) -> {
                var wanted = log.newest(
                        event -> readable.includes(event.data().prompt()) && matches(event.data(), prompt, environment),
                        moment,
                        Math.clamp(limit, 0, LARGEST_PAGE));
                yield Response.ok(wanted.stream().map(DeploymentResource::entry).toList())
                        .build();
            }
        };
    }

    private static boolean matches(DeploymentEvent event, @Nullable String prompt, @Nullable String environment) {
        return (prompt == null || prompt.equals(event.prompt()))
                && (environment == null
                        ? !Environments.isDrill(event.environment())
                        : environment.equals(event.environment()));
    }

    private static ObjectNode entry(EventEnvelope<DeploymentEvent> event) {
        var entry = EventJson.mapper().createObjectNode();
        entry.put("type", EventCodec.typeName(event.data().getClass()));
        entry.put("at", event.time().toString());
        entry.setAll((ObjectNode) EventJson.mapper().valueToTree(event.data()));
        return entry;
    }
}
