package dev.belay.gate.stream.rest;

import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.problem.Problem;
import dev.belay.gate.stream.Streams;
import dev.belay.identity.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/events")
public class EventResource {

    /** A reader gets at most so many records ahead of what it has read. */
    private static final int AT_ONCE = 100;

    private final Streams streams;
    private final Trust trust;
    private final Map<String, Object> broker;
    private final Caller caller;

    EventResource(
            Streams streams,
            Trust trust,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            Caller caller) {
        this.streams = streams;
        this.trust = trust;
        this.caller = caller;
        this.broker = broker;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Any topic of Belay as it grows, or with from=beginning all that it holds;"
                    + " resumes after Last-Event-ID",
            description = "Events of prompts that the caller may not read are left out, and so is what names no prompt"
                    + " unless the caller may read everything.")
    public Multi<OutboundSseEvent> tail(
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("prompt") @Nullable String prompt,
            @QueryParam("from") @Nullable String from,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        var known = readable();
        if (topic == null || !known.contains(topic)) {
            throw Problem.badRequest("topic: %s (expected one of %s)".formatted(topic, known));
        }
        if (from != null && !from.equals("beginning")) {
            throw Problem.badRequest("from: %s (expected: beginning, or nothing)".formatted(from));
        }
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var position = position(lastEventId);
        var readable = caller.readable();
        return streams.open(
                topic,
                sse,
                () -> new TopicTail(
                        new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer()),
                        topic,
                        prompt,
                        readable,
                        position,
                        from != null,
                        trust,
                        sse));
    }

    private static List<String> readable() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetters()))
                .toList();
    }

    private static Optional<Position> position(@Nullable String lastEventId) {
        try {
            return Optional.ofNullable(lastEventId)
                    .filter(id -> !id.isBlank())
                    .map(String::strip)
                    .map(Position::parse);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage());
        }
    }

    private Map<String, Object> config() {
        var config = new HashMap<>(broker);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }
}
