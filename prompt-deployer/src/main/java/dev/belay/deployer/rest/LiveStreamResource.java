package dev.belay.deployer.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Position;
import dev.belay.deployer.domain.PromptPattern;
import dev.belay.deployer.messaging.LiveFeed;
import dev.belay.deployer.messaging.LiveFeed.Opened;
import dev.belay.deployer.rest.LiveResource.Live;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is live, pushed. */
@Path("/v1/live/stream")
@Singleton
public class LiveStreamResource {

    private final LiveFeed feed;
    private final LiveAccess access;
    private final LiveReaders readers;
    private final String defaultEnvironment;

    LiveStreamResource(
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
    @Operation(
            summary = "What is live, and every change of it (server-sent events)",
            description =
                    "First a `release` event for each live prompt, then `caught-up`; from then on one for each change:"
                            + " `release`, or `retired` when nothing is live any more. An event's id is a position that any replica"
                            + " understands: with Last-Event-ID only what changed since is sent. A prompt may be sent twice; its"
                            + " `number` never falls, and a lower one than was seen is to be ignored.")
    public Multi<OutboundSseEvent> stream(
            @QueryParam("environment") @Nullable String environment,
            @QueryParam("prompts") @Nullable String pattern,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        var where = environment == null || environment.isBlank()
                ? access.environment().orElse(defaultEnvironment)
                : environment;
        var prompts = new PromptPattern(pattern == null || pattern.isBlank() ? "*" : pattern);
        var since = since(lastEventId);
        var standing = access.standing();
        Predicate<LiveState> wanted = live -> live.environment().equals(where)
                && prompts.matches(live.prompt())
                && standing.test(live.prompt(), live.environment());
        return readers.follow(
                () -> feed.subscribe(wanted, since),
                opened -> told(sse, opened),
                sse,
                change -> event(sse, change.live(), change.position()));
    }

    private static List<OutboundSseEvent> told(Sse sse, Opened opened) {
        return Stream.concat(
                        opened.now().stream().map(live -> event(sse, live, null)),
                        Stream.of(sse.newEventBuilder()
                                .id(opened.position().toString())
                                .name("caught-up")
                                .data(text(Map.of("prompts", opened.now().size())))
                                .build()))
                .toList();
    }

    private static @Nullable Position since(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        return Position.of(lastEventId, Topic.RELEASES.partitions())
                .orElseThrow(() -> new BadRequestException(Problem.response(
                        Response.Status.BAD_REQUEST,
                        "Last-Event-ID cannot be read",
                        "\"%s\" (expected: the id of an event of this stream, or none)".formatted(lastEventId))));
    }

    /** @param position absent while what is live is told: a reader that breaks off then begins anew */
    private static OutboundSseEvent event(Sse sse, LiveState live, @Nullable Position position) {
        var event = sse.newEventBuilder();
        if (position != null) {
            event.id(position.toString());
        }
        return live.nothingIsLive()
                ? event.name("retired")
                        .data(text(Map.of(
                                "prompt", live.prompt(), "environment", live.environment(), "number", live.number())))
                        .build()
                : event.name("release").data(text(Live.pushed(live))).build();
    }

    private static String text(Object body) {
        try {
            return EventJson.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + body, e);
        }
    }
}
