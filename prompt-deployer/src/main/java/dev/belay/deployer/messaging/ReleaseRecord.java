package dev.belay.deployer.messaging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.release.ReleaseEvent.FreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.ReleaseEvent.RetireOrdered;
import dev.belay.contracts.release.ReleaseEvent.UnfreezeOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import dev.belay.contracts.signing.Certificate;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Verification;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code belay.releases}, taken or skipped by all replicas alike: from its bytes, its place and the root's key
 * alone (release protocol, rule 5). Its signature is verified before anything of it is read.
 */
sealed interface ReleaseRecord {

    /** @param serial of the certificate of whoever signed it */
    record Order(PromptOrdered release, @Nullable String traceparent, long serial, boolean inItsPartition)
            implements ReleaseRecord {}

    record Revocation(CertificateRevoked release, @Nullable String traceparent) implements ReleaseRecord {}

    /** Not signed by whom it had to be: skipped by all. */
    record Forged(String reason) implements ReleaseRecord {}

    /**
     * An order to this deployer that it does not understand, from a newer writer. Others may, so it must not be skipped.
     *
     * @param prompt the record's key
     */
    record NotUnderstood(String prompt, String reason, long serial) implements ReleaseRecord {}

    EventCodec<ReleaseEvent> CODEC = EventCodec.of(ReleaseEvent.class);
    JsonFactory JSON = new JsonFactory();
    int LONGEST_NAME = 200;

    static ReleaseRecord of(ConsumerRecord<byte[], byte[]> raw, Trust trust) {
        var headers = headersOf(raw);
        var key = keyOf(raw);
        return switch (trust.verify(raw.topic(), key, headers, raw.value())) {
            case Verification.Genuine(var certificate) ->
                key == null ? new Forged("forged: a release without a key") : of(raw, key, headers, certificate);
            case Verification other -> new Forged(other.refusal().orElseThrow());
        };
    }

    private static ReleaseRecord of(
            ConsumerRecord<byte[], byte[]> raw, String key, Map<String, String> headers, Certificate certificate) {
        return switch (read(headers, raw)) {
            case Decoded.Understood<ReleaseEvent>(var envelope) -> of(envelope, certificate, raw.partition());
            case Decoded.Malformed<ReleaseEvent>(var reason) ->
                notUnderstood(key, raw.partition(), reason, certificate.serial());
        };
    }

    private static ReleaseRecord of(EventEnvelope<ReleaseEvent> envelope, Certificate certificate, int partition) {
        return switch (envelope.data()) {
            case CertificateRevoked revoked -> new Revocation(revoked, envelope.traceparent());
            case PromptOrdered release ->
                certificate.isGoodIn(release.environment())
                        ? new Order(
                                release,
                                envelope.traceparent(),
                                certificate.serial(),
                                partition == partitionOf(release.prompt()))
                        : new Forged("forged: the key of " + certificate.writer() + " is not good in "
                                + release.environment() + " (expected: " + certificate.environments() + ")");
        };
    }

    private static Decoded<ReleaseEvent> read(Map<String, String> headers, ConsumerRecord<byte[], byte[]> raw) {
        try {
            var body = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw.value()))
                    .toString();
            return switch (CODEC.decode(headers, body)) {
                case Decoded.Malformed<ReleaseEvent> malformed -> malformed;
                case Decoded.Understood<ReleaseEvent> understood ->
                    flaw(understood.envelope().data())
                            .<Decoded<ReleaseEvent>>map(Decoded.Malformed::new)
                            .orElse(understood);
            };
        } catch (CharacterCodingException e) {
            return new Decoded.Malformed<>("the value is not UTF-8 (expected: JSON in UTF-8)");
        }
    }

    /** A copy in another partition than its key's means nothing there, whatever it says. */
    private static ReleaseRecord notUnderstood(String prompt, int partition, String reason, long serial) {
        return partition == partitionOf(prompt)
                ? new NotUnderstood(prompt, reason, serial)
                : new Forged("forged: the key " + prompt + " belongs to partition " + partitionOf(prompt) + ", this is "
                        + partition);
    }

    /** What the producers' default partitioner makes of a prompt's key; the number of partitions never changes. */
    static int partitionOf(String prompt) {
        var key = prompt.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Topic.RELEASES.partitions();
    }

    static @Nullable String keyOf(ConsumerRecord<byte[], byte[]> raw) {
        return raw.key() == null ? null : new String(raw.key(), StandardCharsets.UTF_8);
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

    private static Optional<String> flaw(ReleaseEvent event) {
        if (event.release() == null || event.orderedAt() == null) {
            return Optional.of("release and orderedAt must both be there");
        }
        return switch (event) {
            case CertificateRevoked revoked -> Optional.empty();
            case PromptOrdered order -> flaw(order);
        };
    }

    private static Optional<String> flaw(PromptOrdered order) {
        if (order.prompt() == null || order.environment() == null) {
            return Optional.of("prompt and environment must both be there");
        }
        if (names(order).anyMatch(name -> name.length() > LONGEST_NAME)) {
            return Optional.of(
                    "release, prompt, environment, change and clears may have " + LONGEST_NAME + " characters");
        }
        return switch (order) {
            case VersionOrdered version -> flaw(version);
            case FreezeOrdered freeze -> unexplained(freeze.by(), freeze.reason());
            case UnfreezeOrdered unfreeze -> unexplained(unfreeze.by(), unfreeze.reason());
            case RetireOrdered retire -> unexplained(retire.by(), retire.reason());
        };
    }

    private static Optional<String> unexplained(@Nullable String by, @Nullable String reason) {
        return by == null || reason == null ? Optional.of("by and reason must both be there") : Optional.empty();
    }

    private static Optional<String> flaw(VersionOrdered release) {
        if (release.target() == null || release.target().digest() == null || release.content() == null) {
            return Optional.of("target and content must both be there");
        }
        if (release.content().length() > PromptDocument.MAX_BYTES) {
            return Optional.of("content is larger than " + PromptDocument.MAX_BYTES + " bytes");
        }
        if (!isJsonObject(release.content())) {
            return Optional.of("content is not a JSON object (expected: the version's canonical JSON)");
        }
        return Optional.empty();
    }

    /** What outcomes repeat: an owner must be able to publish them. */
    private static Stream<String> names(PromptOrdered release) {
        var ofAPromote = release instanceof PromoteOrdered promote
                ? Stream.of(promote.change(), promote.clears()).filter(Objects::nonNull)
                : Stream.<String>empty();
        return Stream.concat(Stream.of(release.release(), release.prompt(), release.environment()), ofAPromote);
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
