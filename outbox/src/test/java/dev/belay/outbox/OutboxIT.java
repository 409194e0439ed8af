package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventJson;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class OutboxIT {

    private static final String TOPIC = "belay.decisions";

    @Inject
    Outbox outbox;

    @Inject
    DataSource dataSource;

    private final String prompt = "it/" + UUID.randomUUID();

    @Test
    void eventIsPublishedOnlyIfTheTransactionCommits() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(event(1));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        QuarkusTransaction.requiringNew().run(() -> outbox.add(event(2)));

        await().atMost(Duration.ofSeconds(20)).until(() -> attempts().contains(2));
        assertThat(attempts()).containsExactly(2);
    }

    @Test
    void eventOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.add(event(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside a transaction");
    }

    @Test
    void eventBearsCloudEventsAttributesAndATraceOfItsTransaction() {
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.add("event-1 of " + prompt, event(1));
            outbox.add(event(2));
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> attempts().size() == 2);
        var first = published().getFirst();
        assertThat(TopicReader.header(first, "ce_id")).isEqualTo("event-1 of " + prompt);
        assertThat(TopicReader.header(first, "ce_source")).isEqualTo("/gate-service");
        assertThat(TopicReader.header(first, "ce_type")).isEqualTo("dev.belay.change.withdrawn.v1");
        assertThat(TopicReader.header(first, "ce_traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isEqualTo(TopicReader.header(published().getLast(), "ce_traceparent"));
    }

    /** Each writer takes its number under the prompt's lock and adds the event: the topic must have them in that order. */
    @Test
    void eventsOfAKeyKeepTheOrderOfTheirTransactionsUnderConcurrentWriters() throws Exception {
        execute("insert into tally (prompt, event, message, source) values ('" + prompt + "', '0', '', '')");
        try (var writers = Executors.newFixedThreadPool(6)) {
            var done = new ArrayList<Future<?>>();
            for (int i = 0; i < 120; i++) {
                done.add(writers.submit(() -> QuarkusTransaction.requiringNew().run(this::addNext)));
            }
            for (var writer : done) {
                writer.get();
            }
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> attempts().size() >= 120);
        assertThat(attempts()).isSorted().hasSize(120).doesNotHaveDuplicates();
    }

    private void addNext() {
        try (var connection = dataSource.getConnection();
                var next = connection.prepareStatement(
                        "update tally set event = (event::int + 1)::text where prompt = ? returning event::int")) {
            next.setString(1, prompt);
            try (var row = next.executeQuery()) {
                row.next();
                outbox.add(event(row.getInt(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lock keeps the relay from marking what it sent; then its session dies as in a crash. */
    @Test
    void crashBetweenSendAndMarkGivesADuplicateAndNoLoss() throws Exception {
        try (var other = TestConnections.open("outbox")) {
            other.setAutoCommit(false);
            addWhileMarkingIsBlocked(other);
            await().atMost(Duration.ofSeconds(20)).until(() -> attempts().contains(1));
            killRelay();
            other.rollback();
        }
        QuarkusTransaction.requiringNew().run(() -> outbox.add(event(2)));

        await().atMost(Duration.ofSeconds(20)).until(() -> attempts().contains(2));
        assertThat(attempts()).containsExactly(1, 1, 2);
        assertThat(TopicReader.header(published().get(0), "ce_id"))
                .isEqualTo(TopicReader.header(published().get(1), "ce_id"));
    }

    /** Selecting a row is not blocked by a share lock on it, updating is. */
    private void addWhileMarkingIsBlocked(Connection other) throws SQLException {
        execute("create or replace function slow_mark() returns trigger language plpgsql as $$ begin"
                + " if new.sent_at is not null then perform pg_advisory_xact_lock(4711); end if; return new; end $$");
        execute("create or replace trigger slow_mark before update on outbox for each row" + " when (new.key = '"
                + prompt + "') execute function slow_mark()");
        try (var lock = other.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(4711)");
        }
        QuarkusTransaction.requiringNew().run(() -> outbox.add(event(1)));
    }

    private void killRelay() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where pid in (select pid from pg_locks where locktype = 'advisory' and classid = 1112100953)");
    }

    @Test
    void anotherInstanceTakesOverWhenTheRelayDies() throws Exception {
        try (var second = RelaySession.open(
                TestConnections.url("outbox"),
                TestStack.shared().user(),
                TestStack.shared().password())) {
            assertThat(second.becomeTheRelay()).isFalse();
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        killRelay();
                        return second.becomeTheRelay();
                    });

            QuarkusTransaction.requiringNew().run(() -> outbox.add(event(1)));
            assertThat(second.unsent(List.of(), 100))
                    .anyMatch(row -> prompt.equals(row.message().key()));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts().contains(1));
    }

    @Test
    void brokerThatIsAwayLosesNothingAndKeepsTheOrder() {
        var stack = TestStack.shared();
        stack.stopBroker();
        for (int attempt = 1; attempt <= 5; attempt++) {
            var event = event(attempt);
            QuarkusTransaction.requiringNew().run(() -> outbox.add(event));
        }
        stack.startBroker();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> attempts().contains(5));
        assertThat(attempts().stream().distinct()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void keyThatCannotBeSentStopsAlone() throws Exception {
        execute("insert into outbox (topic, key, headers, body) values ('" + TOPIC + "', '" + prompt
                + "', '{}', convert_to(repeat('x', 3000000), 'UTF8'))");
        QuarkusTransaction.requiringNew().run(() -> outbox.add(event(1)));
        var other = new ChangeWithdrawn(prompt + "-other", "ch-0123456789", 1, "me", "why");
        QuarkusTransaction.requiringNew().run(() -> outbox.add(other));

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        !TopicReader.read(bootstrap(), TOPIC, other.prompt()).isEmpty());
        assertThat(attempts()).as("what waits behind it").isEmpty();
        execute("delete from outbox where key = '" + prompt + "' and length(body) = 3000000");
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts().contains(1));
    }

    @Test
    void oldRowsAndIdsAreForgotten() throws Exception {
        execute("insert into outbox (topic, key, headers, body, sent_at) values"
                + " ('t', 'old', '{}', '', now() - interval '2 hours'), ('t', 'new', '{}', '', now())");
        execute("insert into inbox (topic, event_id, claimed_at) values"
                + " ('belay.eval-tasks', 'old', now() - interval '30 days'), ('belay.eval-tasks', 'new', now()),"
                + " ('belay.changes', 'kept for ever', now() - interval '3000 days')");
        try (var session = RelaySession.open(
                TestConnections.url("outbox"),
                TestStack.shared().user(),
                TestStack.shared().password())) {
            session.forget(Duration.ofHours(1));
        }

        assertThat(texts("select key from outbox where topic = 't'")).containsExactly("new");
        assertThat(texts("select event_id from inbox where event_id in ('old', 'new', 'kept for ever')"))
                .containsExactlyInAnyOrder("new", "kept for ever");
    }

    private ChangeWithdrawn event(int attempt) {
        return new ChangeWithdrawn(prompt, "ch-0123456789", attempt, "me", "why");
    }

    private List<ConsumerRecord<String, byte[]>> published() {
        return TopicReader.read(bootstrap(), TOPIC, prompt);
    }

    private List<Integer> attempts() {
        return published().stream().map(OutboxIT::attempt).toList();
    }

    private static int attempt(ConsumerRecord<String, byte[]> record) {
        try {
            assertThat(TopicReader.header(record, "ce_type")).isEqualTo(EventCodec.typeName(ChangeWithdrawn.class));
            return EventJson.mapper()
                    .readValue(record.value(), ChangeWithdrawn.class)
                    .attempt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bootstrap() {
        return TestStack.shared().bootstrapServers();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = TestConnections.open("outbox");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(String sql) throws SQLException {
        return TestConnections.texts("outbox", sql);
    }
}
