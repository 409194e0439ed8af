package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SenderTest {

    private final FailingProducer producer = new FailingProducer();

    @Test
    void rowsOfAKeyGoInOrder() throws InterruptedException {
        var sendings = Sender.send(producer, List.of(row(1, "a"), row(2, "b"), row(3, "a"), row(4, "a")));

        assertThat(sendings.sent()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(producer.sentWithKey("a")).containsExactly("1", "3", "4");
    }

    @Test
    void failedSendStopsItsKeyAndNoOther() throws InterruptedException {
        producer.refuse("2", new RecordTooLargeException("too large"));

        var sendings = Sender.send(producer, List.of(row(1, "a"), row(2, "a"), row(3, "a"), row(4, "b")));

        assertThat(sendings.sent()).containsExactlyInAnyOrder(1L, 4L);
        assertThat(sendings.failures()).containsOnlyKeys("t a");
        assertThat(producer.sentWithKey("a")).containsExactly("1");
    }

    @Test
    void unreachableTopicIsAskedOnceABatch() throws InterruptedException {
        producer.refuse("1", new TimeoutException("no leader"));

        var sendings = Sender.send(producer, List.of(row(1, "a"), row(2, "b"), row(3, "c")));

        assertThat(sendings.sent()).isEmpty();
        assertThat(sendings.failures()).containsOnlyKeys("t a", "t b", "t c");
        assertThat(producer.asked).containsExactly("1");
    }

    private static Unsent row(long seq, String key) {
        return new Unsent(seq, new ProducerRecord<>("t", key, Long.toString(seq).getBytes(StandardCharsets.UTF_8)));
    }

    private static final class FailingProducer extends MockProducer<String, byte[]> {

        private final List<String> asked = new ArrayList<>();
        private Set<String> refused = Set.of();
        private RuntimeException failure = new IllegalStateException("nothing is refused");

        private FailingProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        private void refuse(String value, RuntimeException reason) {
            refused = Set.of(value);
            failure = reason;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback callback) {
            asked.add(text(message));
            if (refused.contains(text(message))) {
                callback.onCompletion(null, failure);
                return CompletableFuture.failedFuture(failure);
            }
            return super.send(message, callback);
        }

        private List<String> sentWithKey(String key) {
            return history().stream()
                    .filter(message -> key.equals(message.key()))
                    .map(FailingProducer::text)
                    .toList();
        }

        private static String text(ProducerRecord<String, byte[]> message) {
            return new String(message.value(), StandardCharsets.UTF_8);
        }
    }
}
