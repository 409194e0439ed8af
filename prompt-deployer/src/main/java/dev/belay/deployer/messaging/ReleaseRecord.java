package dev.belay.deployer.messaging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** A record of {@code belay.releases}, understood or not by all replicas alike: from its bytes and its place alone. */
sealed interface ReleaseRecord {

    record Readable(EventEnvelope<ReleaseEvent> envelope, boolean inItsPartition) implements ReleaseRecord {}

    record Unreadable(String reason) implements ReleaseRecord {}

    EventCodec<ReleaseEvent> CODEC = EventCodec.of(ReleaseEvent.class);
    JsonFactory JSON = new JsonFactory();
    int LONGEST_NAME = 200;

    static ReleaseRecord of(ConsumerRecord<byte[], byte[]> raw) {
        if (raw.value() == null) {
            return new Unreadable("the record has no value (expected: a release)");
        }
        try {
            var body = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw.value()))
                    .toString();
            return switch (CODEC.decode(headersOf(raw), body)) {
                case Decoded.Malformed<ReleaseEvent>(var reason) -> new Unreadable(reason);
                case Decoded.Understood<ReleaseEvent>(var envelope) -> complete(envelope, raw.partition());
            };
        } catch (CharacterCodingException e) {
            return new Unreadable("the value is not UTF-8 (expected: JSON in UTF-8)");
        }
    }

    /** What the producers' default partitioner makes of a prompt's key; the number of partitions never changes. */
    static int partitionOf(String prompt) {
        var key = prompt.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Topic.RELEASES.partitions();
    }

    static Map<String, String> headersOf(ConsumerRecord<byte[], byte[]> raw) {
        var headers = new HashMap<String, String>();
        raw.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return headers;
    }

    private static ReleaseRecord complete(EventEnvelope<ReleaseEvent> envelope, int partition) {
        var release = envelope.data();
        if (hasGaps(release)) {
            return new Unreadable("release, prompt, environment, target, content and orderedAt must all be there");
        }
        if (names(release).anyMatch(name -> name.length() > LONGEST_NAME)) {
            return new Unreadable("release, prompt, environment and change may have " + LONGEST_NAME + " characters");
        }
        if (release.content().length() > PromptDocument.MAX_BYTES) {
            return new Unreadable("content is larger than " + PromptDocument.MAX_BYTES + " bytes");
        }
        if (!isJsonObject(release.content())) {
            return new Unreadable("content is not a JSON object (expected: the version's canonical JSON)");
        }
        return new Readable(envelope, partition == partitionOf(release.prompt()));
    }

    private static boolean hasGaps(ReleaseEvent release) {
        return Stream.of(
                                release.release(),
                                release.prompt(),
                                release.environment(),
                                release.target(),
                                release.content(),
                                release.orderedAt())
                        .anyMatch(member -> member == null)
                || release.target().digest() == null;
    }

    /** What outcomes repeat: an owner must be able to publish them. */
    private static Stream<String> names(ReleaseEvent release) {
        var change = release instanceof PromoteOrdered promote && promote.change() != null ? promote.change() : "";
        return Stream.of(release.release(), release.prompt(), release.environment(), change);
    }

    private static boolean isJsonObject(String content) {
        try (var parser = JSON.createParser(content)) {
            var isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return isObject && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
