package dev.belay.gate.stream.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.stream.Source;
import dev.belay.identity.Readable;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All partitions of one topic, without a consumer group: every reader gets every event, and none is remembered. */
final class TopicTail implements Source {

    private static final Duration WAIT = Duration.ofMillis(250);

    private final Consumer<String, byte[]> consumer;
    private final @Nullable String prompt;
    private final Trust trust;
    private final Readable readable;
    private final Sse sse;
    private Position position;
    private boolean begun;

    /** @param from where to start; partitions that it does not name, and all without it, start at their end */
    TopicTail(
            Consumer<String, byte[]> consumer,
            String topic,
            @Nullable String prompt,
            Readable readable,
            Optional<Position> from,
            boolean beginning,
            Trust trust,
            Sse sse) {
        this.consumer = consumer;
        this.prompt = prompt;
        this.trust = trust;
        this.readable = readable;
        this.sse = sse;
        try {
            this.position = start(topic, from, beginning);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private Position start(String topic, Optional<Position> from, boolean beginning) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        if (beginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        from.ifPresent(position -> partitions.stream()
                .filter(partition -> position.next().containsKey(partition.partition()))
                .forEach(partition -> consumer.seek(partition, position.next().get(partition.partition()))));
        var next = new TreeMap<Integer, Long>();
        partitions.forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        return new Position(next);
    }

    @Override
    public Poll poll() {
        var events = new ArrayList<OutboundSseEvent>();
        if (!begun) {
            // An id without data: a reader that is cut off before the first event resumes from here all the same.
            events.add(sse.newEventBuilder()
                    .id(position.toString())
                    .comment("from here")
                    .build());
            begun = true;
            return new Poll(events, false);
        }
        for (var letter : consumer.poll(WAIT)) {
            position = position.after(letter.partition(), letter.offset());
            if (isForged(letter)) {
                continue;
            }
            var data = body(letter);
            if (isWanted(letter.key(), data.path("prompt").asText())) {
                events.add(event(letter, data));
            }
        }
        return new Poll(events, false);
    }

    /** Whoever reads the stream cannot tell; what a topic's consumers refuse is not shown as an event of it. */
    private boolean isForged(ConsumerRecord<String, byte[]> letter) {
        return Topic.named(letter.topic()).filter(Topic::isSigned).isPresent()
                && trust.verify(letter.topic(), letter.key(), headers(letter), letter.value())
                        .refusal()
                        .isPresent();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> letter) {
        var headers = new HashMap<String, String>();
        letter.headers().forEach(header -> headers.put(header.key(), header(letter, header.key())));
        return headers;
    }

    /** @param named the prompt in the event's data, empty when it has none; then only the key can be one */
    private boolean isWanted(@Nullable String key, String named) {
        var of = named.isEmpty() ? String.valueOf(key) : named;
        return readable.includes(of) && (prompt == null || prompt.equals(key) || prompt.equals(named));
    }

    private OutboundSseEvent event(ConsumerRecord<String, byte[]> letter, JsonNode data) {
        ObjectNode written = EventJson.mapper().createObjectNode();
        written.put("id", header(letter, "ce_id"));
        written.put("type", header(letter, "ce_type"));
        written.put("source", header(letter, "ce_source"));
        written.put("time", header(letter, "ce_time"));
        written.put("key", letter.key());
        written.set("data", data);
        var type = header(letter, "ce_type");
        return sse.newEventBuilder()
                .id(position.toString())
                .name(type == null ? "unknown" : type)
                .data(String.class, written.toString())
                .build();
    }

    /** What is not JSON, as dead letters need not be, is shown as the text that it is. */
    private static JsonNode body(ConsumerRecord<String, byte[]> letter) {
        if (letter.value() == null) {
            return EventJson.mapper().nullNode();
        }
        var text = new String(letter.value(), StandardCharsets.UTF_8);
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
