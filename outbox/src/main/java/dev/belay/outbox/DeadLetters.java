package dev.belay.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Puts a record that cannot be handled on its topic's dead-letter topic, as it came and with the reason, in the
 * caller's transaction.
 */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** A body larger than this, with the headers added, might not fit; it still lies where the headers say. */
    private static final int LARGEST_BODY = 2_000_000;

    private final Outbox outbox;
    private final String application;

    DeadLetters(Outbox outbox, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.outbox = outbox;
        this.application = application;
    }

    void add(ConsumerRecord<String, byte[]> letter, String reason) {
        LOG.errorf(
                "%s/%d at %d goes to the dead letters: %s",
                letter.topic(), letter.partition(), letter.offset(), reason);
        var headers = new HashMap<>(headersOf(letter));
        headers.put("belay-reason", reason);
        headers.put("belay-gave-up", application);
        headers.put("belay-source-topic", letter.topic());
        headers.put("belay-source-partition", Integer.toString(letter.partition()));
        headers.put("belay-source-offset", Long.toString(letter.offset()));
        var body = letter.value();
        if (body != null && body.length > LARGEST_BODY) {
            headers.put("belay-body-left-out", body.length + " bytes");
            body = new byte[0];
        }
        // PostgreSQL's text has no NUL.
        var key = letter.key() == null ? null : letter.key().replace('\0', '?');
        outbox.insert(letter.topic() + ".dlq", key, headers, body);
    }

    static Map<String, String> headersOf(ConsumerRecord<String, byte[]> letter) {
        var headers = new HashMap<String, String>();
        letter.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return headers;
    }
}
