package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import dev.belay.local.stack.TestWriters;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class InboxIT {

    private static final TestWriters WRITERS = TestWriters.shared();
    private static final String TOPIC = "belay.changes";

    @Inject
    Inbox inbox;

    @Inject
    TallyListener listener;

    private final String prompt = "it/" + UUID.randomUUID();

    @Test
    void duplicateOnTheTopicHasOneEffect() throws Exception {
        send(event("1", "first"), event("1", "first"), event("2", "second"), event("1", "first"));

        await().atMost(Duration.ofSeconds(30)).until(() -> tally().contains("second"));
        assertThat(tally()).containsExactly("first", "second");
    }

    @Test
    void redeliveredBatchHasOneEffect() throws Exception {
        var batch = batch(event("1", "first"), event("2", "second"));
        inbox.receive(batch, TallyListener.CODEC, listener::count);
        inbox.receive(batch, TallyListener.CODEC, listener::count);

        assertThat(tally()).containsExactly("first", "second");
    }

    @Test
    void batchDeliveredToTwoInstancesAtOnceHasOneEffect() throws Exception {
        var events = new ArrayList<ProducerRecord<String, byte[]>>();
        for (int i = 0; i < 50; i++) {
            events.add(event("e" + i, "event " + i));
        }
        try (var instances = Executors.newFixedThreadPool(2)) {
            for (int instance = 0; instance < 2; instance++) {
                var batch = batch(events.toArray(new ProducerRecord[0]));
                instances.submit(() -> inbox.receive(batch, TallyListener.CODEC, listener::count));
            }
        }

        assertThat(tally()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsReasonAndTheRestGoesOn() throws Exception {
        send(event("1", "before"), event("2", "poison"), event("3", "after"));

        await().atMost(Duration.ofSeconds(30)).until(() -> !deadLetters().isEmpty() && tally().contains("after"));
        assertThat(tally()).containsExactly("before", "after");
        var letter = deadLetters().getFirst();
        assertThat(TopicReader.header(letter, "belay-reason"))
                .isEqualTo("IllegalArgumentException: reason: poison (expected: anything else)");
        assertThat(TopicReader.header(letter, "belay-source-topic")).isEqualTo(TOPIC);
        assertThat(TopicReader.header(letter, "ce_id")).isEqualTo(prompt + " 2");
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).contains("poison");
    }

    @Test
    void malformedRecordsGoToTheDeadLettersAsTheyCame() throws Exception {
        var garbled = new byte[] {(byte) 0xff, 0, 1};
        var noId = signed(without("ce_id", EventCodec.encode(envelope(prompt, "3", "no id"))));
        send(event("1", "before"), withBody(event("2", "sound"), garbled), noId, event("2", "sound"));

        await().atMost(Duration.ofSeconds(30)).until(() -> deadLetters().size() == 2 && tally().contains("sound"));
        assertThat(tally()).containsExactly("before", "sound");
        assertThat(deadLetters().get(0).value()).isEqualTo(garbled);
        assertThat(TopicReader.header(deadLetters().get(0), "belay-reason"))
                .isEqualTo("forged: the signature is not over this record");
        assertThat(TopicReader.header(deadLetters().get(1), "belay-reason")).contains("ce_id");
    }

    @Test
    void transientFaultIsWaitedOut() throws Exception {
        send(event("1", "before"), event("2", "away until the fifth try"), event("3", "after"));

        await().atMost(Duration.ofSeconds(30)).until(() -> tally().contains("after"));
        assertThat(tally()).containsExactly("before", "away until the fifth try", "after");
        assertThat(listener.timesTried(prompt + " 2")).isEqualTo(5);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void databaseThatIsAwayLosesNothing() throws Exception {
        TestStack.shared().stopPostgres();
        send(event("1", "first"), event("2", "second"));
        TestStack.shared().startPostgres();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> tally().contains("second"));
        assertThat(tally()).containsExactly("first", "second");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void eventThatRefersToSomethingNotYetSeenIsParkedUntilItIs() throws Exception {
        send(event("1", "refers to an unknown prompt"), event("2", "goes on"));
        await().atMost(Duration.ofSeconds(30)).until(() -> tally().contains("goes on"));
        assertThat(tally()).containsExactly("goes on");
        assertThat(texts("select record_offset::text from parked where awaits = 'prompt " + prompt + "'"))
                .hasSize(1);

        becomesKnown();

        await().atMost(Duration.ofSeconds(30)).until(() -> tally().size() == 2);
        assertThat(tally()).containsExactly("goes on", "refers to an unknown prompt");
        assertThat(texts("select awaits from parked where key = '" + prompt + "'"))
                .isEmpty();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void parkedEventIsParkedOnceHoweverOftenItComes() throws Exception {
        var batch = batch(event("1", "refers to an unknown prompt"));
        inbox.receive(batch, TallyListener.CODEC, listener::count);
        inbox.receive(batch, TallyListener.CODEC, listener::count);
        becomesKnown();
        inbox.receive(batch, TallyListener.CODEC, listener::count);

        await().atMost(Duration.ofSeconds(30)).until(() -> !tally().isEmpty());
        assertThat(tally()).containsExactly("refers to an unknown prompt");
    }

    @Test
    void eventIsNotParkedForGoodWhileItsThingIsBecomingKnown() throws Exception {
        for (int i = 0; i < 20; i++) {
            var unknown = "it/" + UUID.randomUUID();
            var batch = batch(event(unknown, "1", "refers to an unknown prompt"));
            try (var both = Executors.newFixedThreadPool(2)) {
                both.submit(() -> inbox.receive(batch, TallyListener.CODEC, listener::count));
                both.submit(() -> becomesKnown(unknown));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> texts("select message from tally where prompt = '" + unknown + "'")
                                    .size()
                            == 1);
        }
    }

    private void becomesKnown() {
        becomesKnown(prompt);
    }

    private void becomesKnown(String what) {
        QuarkusTransaction.requiringNew().run(() -> {
            try {
                listener.update("insert into known_prompt values (?)", what);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            inbox.unpark("prompt " + what);
        });
    }

    private ProducerRecord<String, byte[]> event(String id, String reason) {
        return event(prompt, id, reason);
    }

    private static ProducerRecord<String, byte[]> event(String prompt, String id, String reason) {
        return signed(EventCodec.encode(envelope(prompt, id, reason)));
    }

    private static EventEnvelope<WithdrawalRequested> envelope(String prompt, String id, String reason) {
        return EventEnvelope.of(
                prompt + " " + id,
                "/test",
                Instant.now(),
                new WithdrawalRequested(prompt, "ch-0123456789", "me", reason));
    }

    private static EncodedEvent without(String header, EncodedEvent event) {
        var headers = new HashMap<>(event.headers());
        headers.remove(header);
        return new EncodedEvent(event.key(), headers, event.body());
    }

    private static ProducerRecord<String, byte[]> signed(EncodedEvent event) {
        var encoded = WRITERS.signer(Writer.PROMPT_REGISTRY).sign(Topic.CHANGES, event);
        var record = new ProducerRecord<>(TOPIC, encoded.key(), encoded.body().getBytes(StandardCharsets.UTF_8));
        encoded.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static ProducerRecord<String, byte[]> withBody(ProducerRecord<String, byte[]> record, byte[] body) {
        return new ProducerRecord<>(record.topic(), null, record.key(), body, record.headers());
    }

    @SafeVarargs
    private static void send(ProducerRecord<String, byte[]>... records) throws Exception {
        var settings =
                Map.<String, Object>of("bootstrap.servers", TestStack.shared().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        }
    }

    @SafeVarargs
    private static ConsumerRecords<String, byte[]> batch(ProducerRecord<String, byte[]>... records) {
        var partition = new TopicPartition(TOPIC, 0);
        var delivered = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var record : records) {
            var read = new ConsumerRecord<>(TOPIC, 0, 1_000_000L + delivered.size(), record.key(), record.value());
            record.headers().forEach(read.headers()::add);
            delivered.add(read);
        }
        return new ConsumerRecords<>(Map.of(partition, delivered), Map.of());
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return TopicReader.read(TestStack.shared().bootstrapServers(), TOPIC + ".dlq", prompt);
    }

    private List<String> tally() throws SQLException {
        return texts("select message from tally where prompt = '" + prompt + "' order by id");
    }

    private static List<String> texts(String sql) throws SQLException {
        return TestConnections.texts("outbox", sql);
    }
}
