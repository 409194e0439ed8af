package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.TestWriters;
import dev.belay.outbox.InboxTables.Claim;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterTest {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);
    private static final TestWriters WRITERS = TestWriters.of(new Root(Root.Stored.create("unit")));
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final Authenticity AUTHENTICITY = new Authenticity(WRITERS.trust(), METERS);

    @Test
    void soundEventIsClaimedByItsId() {
        var letter = open(event("e-1"));

        assertThat(letter.content()).isInstanceOf(Decoded.Understood.class);
        assertThat(letter.claim()).isEqualTo(new Claim("belay.changes", "e-1"));
    }

    @Test
    void malformedOneDoesNotUseUpTheIdThatItBears() {
        var garbled = signed(with("e-1", "{"));

        assertThat(open(garbled).content()).isInstanceOf(Decoded.Malformed.class);
        assertThat(open(garbled).claim()).isEqualTo(new Claim("belay.changes", "at 3/7"));
    }

    @Test
    void bytesThatAreNotItsWritersAreNotRead() {
        var before =
                METERS.counter("belay.records.forged", "topic", "belay.changes").count();
        var changed = withBody(event("e-1"), new byte[] {'"', (byte) 0xff, '"'});

        assertThat(open(changed).content())
                .isEqualTo(new Decoded.Malformed<>("forged: the signature is not over this record"));
        assertThat(open(changed).claim()).isEqualTo(new Claim("belay.changes", "at 3/7"));
        assertThat(METERS.counter("belay.records.forged", "topic", "belay.changes")
                        .count())
                .isEqualTo(before + 2);
    }

    @Test
    void recordThatAnotherWriterSignedIsNotRead() {
        var forged = WRITERS.signer(Writer.EVAL_WORKER).sign(Topic.CHANGES, with("e-1", "{}"));

        assertThat(open(record(forged)).content())
                .isEqualTo(new Decoded.Malformed<>("forged: the key of eval-worker is not good for belay.changes"));
    }

    @Test
    void recordWithoutAValueIsNotSigned() {
        assertThat(open(withBody(event("e-1"), null)).content())
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).startsWith("forged: the record is not signed"));
    }

    @Test
    void idThatNoIndexTakesIsClaimedByItsDigest() {
        assertThat(open(event("x".repeat(9_000))).claim().eventId()).startsWith("sha256:");
        assertThat(open(event("a\0b")).claim().eventId()).startsWith("sha256:");
    }

    private static Letter<ChangeEvent> open(ConsumerRecord<String, byte[]> raw) {
        return Letter.open(raw, CODEC, AUTHENTICITY);
    }

    private static ConsumerRecord<String, byte[]> event(String id) {
        return record(WRITERS.sign(envelope(id)));
    }

    private static EncodedEvent with(String id, String body) {
        var sound = EventCodec.encode(envelope(id));
        return new EncodedEvent(sound.key(), sound.headers(), body);
    }

    private static ConsumerRecord<String, byte[]> signed(EncodedEvent event) {
        return record(WRITERS.signer(Writer.PROMPT_REGISTRY).sign(Topic.CHANGES, event));
    }

    private static EventEnvelope<WithdrawalRequested> envelope(String id) {
        return EventEnvelope.of(
                id, "/test", Instant.EPOCH, new WithdrawalRequested("care/a", "ch-0123456789", "me", "why"));
    }

    private static ConsumerRecord<String, byte[]> record(EncodedEvent encoded) {
        var letter = new ConsumerRecord<>(
                "belay.changes", 3, 7L, encoded.key(), encoded.body().getBytes(StandardCharsets.UTF_8));
        encoded.headers().forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    private static ConsumerRecord<String, byte[]> withBody(
            ConsumerRecord<String, byte[]> letter, byte @Nullable [] body) {
        var other = new ConsumerRecord<>(letter.topic(), letter.partition(), letter.offset(), letter.key(), body);
        letter.headers().forEach(other.headers()::add);
        return other;
    }
}
