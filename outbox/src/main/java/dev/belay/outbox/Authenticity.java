package dev.belay.outbox;

import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Asks of each record, before anything reads it, whether its writer may have written it. */
@ApplicationScoped
class Authenticity {

    private static final Logger LOG = Logger.getLogger(Authenticity.class);

    private final Trust trust;
    private final MeterRegistry meters;

    Authenticity(Trust trust, MeterRegistry meters) {
        this.trust = trust;
        this.meters = meters;
    }

    /** Why the record is refused, told and counted; absent for a genuine one, and on topics that nobody signs. */
    Optional<String> refusal(ConsumerRecord<String, byte[]> raw) {
        if (!Topic.named(raw.topic()).map(Topic::isSigned).orElse(false)) {
            return Optional.empty();
        }
        var refusal = trust.verify(raw.topic(), raw.key(), DeadLetters.headersOf(raw), raw.value())
                .refusal();
        refusal.ifPresent(reason -> {
            LOG.warnf("%s/%d at %d is refused, %s", raw.topic(), raw.partition(), raw.offset(), reason);
            meters.counter("belay.records.forged", "topic", raw.topic()).increment();
        });
        return refusal;
    }
}
