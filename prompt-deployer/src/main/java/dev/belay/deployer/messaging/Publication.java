package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an owner publishes about one release record. Everything is in the partition of the release, so that a partition's
 * state is restored from one partition of {@code belay.live}, and ids are the release's and its place, so that the same
 * record has the same ones whoever publishes it.
 */
final class Publication {

    private static final String SOURCE = "/prompt-deployer";

    /** A record that is larger, with the reason added, might not fit; it still lies where the headers say. */
    private static final int LARGEST_LETTER = 2_000_000;

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_TRACE = 200;

    private final Signer signer;

    Publication(Signer signer) {
        this.signer = signer;
    }

    Stream<ProducerRecord<byte[], byte[]>> of(
            ConsumerRecord<byte[], byte[]> raw, PartitionFold.Result result, Instant now) {
        return switch (result) {
            case PartitionFold.Result.Included included -> Stream.empty();
            case PartitionFold.Result.Stuck stuck ->
                throw new IllegalArgumentException("nothing can be said of a release that is not understood: " + stuck);
            case PartitionFold.Result.Forged(var reason) -> Stream.of(deadLetter(raw, reason));
            case PartitionFold.Result.Decided decided -> decided(raw, decided, now);
            case PartitionFold.Result.Revoked(var release, var traceparent, var changed) ->
                Stream.of(record(idOf(release, raw), raw.partition(), changed, now, traceOf(traceparent)));
        };
    }

    private Stream<ProducerRecord<byte[], byte[]>> decided(
            ConsumerRecord<byte[], byte[]> raw, PartitionFold.Result.Decided decided, Instant now) {
        var cause = decided.release();
        var deployment = DeploymentEvents.of(raw.offset(), decided, now);
        if (deployment.isEmpty()) {
            var reason = "the key " + cause.prompt() + " belongs to partition "
                    + ReleaseRecord.partitionOf(cause.prompt()) + ", this is " + raw.partition();
            return Stream.of(deadLetter(raw, reason));
        }
        var trace = traceOf(decided.traceparent());
        var id = idOf(cause, raw);
        var states = decided.changed().stream()
                .map(live -> record(id + "." + live.key(), raw.partition(), live, now, trace));
        return Stream.concat(Stream.of(record(id, raw.partition(), deployment.get(), now, trace)), states);
    }

    private ProducerRecord<byte[], byte[]> record(
            String id, int partition, Event event, Instant now, @Nullable String traceparent) {
        var topic = Topic.of(event);
        var encoded = signer.sign(
                topic,
                EventCodec.encode(EventEnvelope.of(id, SOURCE, now, event).tracedBy(traceparent)));
        var record = new ProducerRecord<>(topic.topicName(), partition, bytes(encoded.key()), bytes(encoded.body()));
        encoded.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> raw, String reason) {
        var size = sizeOf(raw);
        var fits = size <= LARGEST_LETTER;
        var letter = new ProducerRecord<>(
                Topic.RELEASES.deadLetters(), fits ? raw.key() : null, fits ? raw.value() : new byte[0]);
        if (fits) {
            raw.headers().forEach(letter.headers()::add);
        } else {
            letter.headers().add("belay-body-left-out", bytes(size + " bytes"));
        }
        letter.headers()
                .add("belay-reason", bytes(reason.substring(0, Math.min(reason.length(), LONGEST_REASON))))
                .add("belay-gave-up", bytes("prompt-deployer"))
                .add("belay-source-topic", bytes(raw.topic()))
                .add("belay-source-partition", bytes(Integer.toString(raw.partition())))
                .add("belay-source-offset", bytes(Long.toString(raw.offset())));
        return letter;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> raw) {
        var size = lengthOf(raw.key()) + lengthOf(raw.value());
        for (var header : raw.headers()) {
            size += header.key().length() + lengthOf(header.value());
        }
        return size;
    }

    private static long lengthOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String idOf(ReleaseEvent release, ConsumerRecord<byte[], byte[]> raw) {
        return release.release() + "@" + raw.partition() + "." + raw.offset();
    }

    private static @Nullable String traceOf(@Nullable String traceparent) {
        return traceparent == null || traceparent.length() > LONGEST_TRACE ? null : traceparent;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
