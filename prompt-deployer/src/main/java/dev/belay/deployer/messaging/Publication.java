package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.RollbackOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Outcome;
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
    private static final int ALL_OF_THE_TRAFFIC = 100;

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
        var deployment = switch (decided.outcome()) {
            case Outcome.Applied applied -> applied(raw.offset(), decided, applied, now);
            case Outcome.NotApplied notApplied -> notApplied(raw.offset(), cause, notApplied);
            case Outcome.Misplaced misplaced -> null;
        };
        if (deployment == null) {
            var reason = "the key " + cause.prompt() + " belongs to partition "
                    + ReleaseRecord.partitionOf(cause.prompt()) + ", this is " + raw.partition();
            return Stream.of(deadLetter(raw, reason));
        }
        var trace = traceOf(decided.traceparent());
        var id = idOf(cause, raw);
        var states = decided.changed().stream()
                .map(live -> record(id + "." + live.environment(), raw.partition(), live, now, trace));
        return Stream.concat(Stream.of(record(id, raw.partition(), deployment, now, trace)), states);
    }

    private static DeploymentEvent applied(
            long offset, PartitionFold.Result.Decided decided, Outcome.Applied applied, Instant now) {
        var release = decided.release();
        var percent = release instanceof PromoteOrdered promote ? promote.step() : ALL_OF_THE_TRAFFIC;
        return new ReleaseApplied(
                release.prompt(),
                release.environment(),
                release.release(),
                offset,
                kind(release),
                applied.number(),
                release.target(),
                applied.left(),
                change(release),
                attempt(release),
                decided.state().held(),
                release.orderedAt(),
                now,
                percent == ALL_OF_THE_TRAFFIC ? null : percent,
                release instanceof RollbackOrdered rollback ? rollback.by() : null);
    }

    private static DeploymentEvent notApplied(long offset, VersionOrdered release, Outcome.NotApplied outcome) {
        return new ReleaseNotApplied(
                release.prompt(),
                release.environment(),
                release.release(),
                offset,
                kind(release),
                outcome.cause(),
                outcome.number(),
                change(release),
                attempt(release),
                outcome.reason());
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

    private static Kind kind(VersionOrdered release) {
        return switch (release) {
            case PromoteOrdered promote -> Kind.PROMOTE;
            case RollbackOrdered rollback -> Kind.ROLLBACK;
        };
    }

    private static @Nullable String change(VersionOrdered release) {
        return switch (release) {
            case PromoteOrdered promote -> promote.change();
            case RollbackOrdered rollback -> null;
        };
    }

    /** 0 for a rollback, which belongs to no attempt. */
    private static int attempt(VersionOrdered release) {
        return switch (release) {
            case PromoteOrdered promote -> promote.attempt();
            case RollbackOrdered rollback -> 0;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
