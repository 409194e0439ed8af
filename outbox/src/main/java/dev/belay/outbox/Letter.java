package dev.belay.outbox;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.outbox.InboxTables.Claim;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record, opened. */
record Letter<E extends Event>(ConsumerRecord<String, byte[]> raw, Decoded<E> content) {

    /** Of a longer id the digest is claimed: an index has its limits. */
    private static final int LONGEST_ID = 200;

    /** Whether it is genuine is asked of its bytes, before they are read. */
    static <E extends Event> Letter<E> open(
            ConsumerRecord<String, byte[]> raw, EventCodec<E> codec, Authenticity authenticity) {
        var refusal = authenticity.refusal(raw);
        if (refusal.isPresent()) {
            return new Letter<>(raw, new Decoded.Malformed<>(refusal.get()));
        }
        if (raw.value() == null) {
            return new Letter<>(raw, new Decoded.Malformed<>("the record has no value (expected: JSON)"));
        }
        try {
            var body = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.value()));
            return new Letter<>(raw, codec.decode(DeadLetters.headersOf(raw), body.toString()));
        } catch (CharacterCodingException e) {
            return new Letter<>(raw, new Decoded.Malformed<>("the value is not UTF-8 (expected: JSON in UTF-8)"));
        }
    }

    /** @param envelope what it holds */
    Received<E> received(EventEnvelope<E> envelope) {
        return new Received<>(envelope, raw.topic(), raw.partition(), raw.offset());
    }

    /**
     * A malformed record is claimed as the place where it lies: it must give one dead letter however often it comes, and
     * must not use up the id of a sound event.
     */
    Claim claim() {
        return new Claim(
                raw.topic(),
                switch (content) {
                    case Decoded.Understood<E>(var envelope) -> storable(envelope.id());
                    case Decoded.Malformed<E> malformed -> "at " + raw.partition() + "/" + raw.offset();
                });
    }

    private static String storable(String id) {
        return id.length() > LONGEST_ID || id.indexOf('\0') >= 0 ? Digest.of(id).value() : id;
    }

    String place() {
        return raw.topic() + "/" + raw.partition() + " at " + raw.offset();
    }
}
