package dev.belay.contracts.audit;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import java.time.Instant;
import java.util.Map;

/**
 * An event as its writer signed it, and its place in the chain of its key.
 *
 * @param key the prompt; of a withdrawn certificate {@code certificate/SERIAL}
 * @param place counts from 1 without a gap
 * @param recordedAt never before that of the record before it
 * @param previous digest of the record before it; of the first, {@link #before}
 * @param headers the CloudEvents attributes, signature and certificate included
 * @param body as it was sent
 */
public record AuditRecord(
        String key,
        long place,
        Instant recordedAt,
        Digest previous,
        String topic,
        Map<String, String> headers,
        String body) {

    public AuditRecord {
        headers = Map.copyOf(headers);
    }

    /** What the first record of a key follows. */
    public static Digest before(String key) {
        return Digest.of("belay-audit-v1 " + key);
    }

    /** Over all of it, so that nothing before this record can be altered either. */
    public Digest digest() {
        return CanonicalJson.of(this, EventJson.mapper()).digest();
    }
}
