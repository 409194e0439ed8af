package dev.belay.deployer.messaging;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.signing.Trust;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one partition of {@code belay.live} says, record after record. Of two genuine records of a key the one that
 * includes more of the log counts, wherever it lies: a copy of an older one takes nothing back.
 */
final class LiveRecords {

    private static final EventCodec<LiveEvent> CODEC = EventCodec.of(LiveEvent.class);

    private final Trust trust;
    private final Map<String, LiveEvent> newest = new TreeMap<>();
    private final Set<String> spoilt = new HashSet<>();

    LiveRecords(Trust trust) {
        this.trust = trust;
    }

    void add(ConsumerRecord<byte[], byte[]> raw) {
        var key = String.valueOf(ReleaseRecord.keyOf(raw));
        var headers = ReleaseRecord.headersOf(raw);
        if (trust.verify(raw.topic(), ReleaseRecord.keyOf(raw), headers, raw.value())
                .refusal()
                .isPresent()) {
            spoilt.add(key);
            return;
        }
        var live = understood(raw, headers);
        var before = newest.get(key);
        if (before != null && before.releasesOffset() > live.releasesOffset()) {
            spoilt.add(key);
            return;
        }
        newest.put(key, live);
        spoilt.remove(key);
    }

    /** Whether the last record of every key is the newest one that a deployer wrote, as far as can be seen. */
    boolean areGenuine() {
        return spoilt.isEmpty();
    }

    Collection<LiveEvent> newest() {
        return List.copyOf(newest.values());
    }

    private static LiveEvent understood(ConsumerRecord<byte[], byte[]> raw, Map<String, String> headers) {
        var body = new String(raw.value(), StandardCharsets.UTF_8);
        return switch (CODEC.decode(headers, body)) {
            case Decoded.Understood<LiveEvent> understood ->
                understood.envelope().data();
            case Decoded.Malformed<LiveEvent>(var reason) ->
                throw new UnreadableLiveState(raw.topic() + "/" + raw.partition() + " at " + raw.offset() + ": "
                        + reason + " (expected: what this or an earlier deployer wrote)");
        };
    }
}
