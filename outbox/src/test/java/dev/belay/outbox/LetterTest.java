package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.outbox.InboxTables.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterTest {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    @Test
    void soundEventIsClaimedByItsId() {
        var letter = Letter.open(event("e-1"), CODEC);

        assertThat(letter.content()).isInstanceOf(Decoded.Understood.class);
        assertThat(letter.claim()).isEqualTo(new Claim("belay.changes", "e-1"));
    }

    @Test
    void malformedOneDoesNotUseUpTheIdThatItBears() {
        var letter = event("e-1");
        var garbled = withBody(letter, "{".getBytes(StandardCharsets.UTF_8));

        assertThat(Letter.open(garbled, CODEC).claim()).isEqualTo(new Claim("belay.changes", "at 3/7"));
    }

    @Test
    void bytesThatAreNotTextAreMalformed() {
        var content = Letter.open(withBody(event("e-1"), new byte[] {'"', (byte) 0xff, '"'}), CODEC)
                .content();

        assertThat(content).isEqualTo(new Decoded.Malformed<>("the value is not UTF-8 (expected: JSON in UTF-8)"));
    }

    @Test
    void recordWithoutAValueIsMalformed() {
        assertThat(Letter.open(withBody(event("e-1"), null), CODEC).content()).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void idThatNoIndexTakesIsClaimedByItsDigest() {
        assertThat(Letter.open(event("x".repeat(9_000)), CODEC).claim().eventId())
                .startsWith("sha256:");
        assertThat(Letter.open(event("a\0b"), CODEC).claim().eventId()).startsWith("sha256:");
    }

    private static ConsumerRecord<String, byte[]> event(String id) {
        var encoded = EventCodec.encode(EventEnvelope.of(
                id, "/test", Instant.EPOCH, new WithdrawalRequested("care/a", "ch-0123456789", "me", "why")));
        var letter = new ConsumerRecord<>(
                "belay.changes", 3, 7, encoded.key(), encoded.body().getBytes(StandardCharsets.UTF_8));
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
