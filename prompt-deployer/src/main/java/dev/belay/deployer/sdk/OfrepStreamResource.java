package dev.belay.deployer.sdk;

import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.messaging.LiveFeed;
import dev.belay.deployer.rest.LiveAccess;
import dev.belay.deployer.rest.LiveReaders;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tells OFREP clients when to evaluate again. */
@Path("/ofrep/v1/stream")
@Singleton
public class OfrepStreamResource {

    private final LiveFeed feed;
    private final LiveAccess access;
    private final LiveReaders readers;
    private final String defaultEnvironment;

    OfrepStreamResource(
            LiveFeed feed,
            LiveAccess access,
            LiveReaders readers,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.feed = feed;
        this.access = access;
        this.readers = readers;
        this.defaultEnvironment = defaultEnvironment;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "A `refetchEvaluation` for each change of what is live")
    public Multi<OutboundSseEvent> stream(@QueryParam("environment") @Nullable String environment, @Context Sse sse) {
        var where = environment == null || environment.isBlank() ? defaultEnvironment : environment;
        var standing = access.standing();
        Predicate<LiveState> wanted =
                live -> live.environment().equals(where) && standing.test(live.prompt(), live.environment());
        return readers.follow(
                () -> feed.subscribe(wanted, feed.position()),
                sse,
                change -> sse.newEventBuilder()
                        .id(change.position().toString())
                        .data(EventJson.mapper()
                                .createObjectNode()
                                .put("type", "refetchEvaluation")
                                .put("etag", change.position().toString())
                                .put("lastModified", change.live().since().getEpochSecond())
                                .toString())
                        .build());
    }
}
