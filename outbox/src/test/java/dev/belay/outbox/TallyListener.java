package dev.belay.outbox;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.topic.Topic;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A listener as services write it; what its handler does is said by the reason that the event gives. */
@Startup
@ApplicationScoped
class TallyListener {

    static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    private final Inbox inbox;
    private final DataSource dataSource;
    private final Map<String, Integer> tried = new ConcurrentHashMap<>();

    TallyListener(Inbox inbox, DataSource dataSource) {
        this.inbox = inbox;
        this.dataSource = dataSource;
        inbox.register(Topic.CHANGES.topicName(), CODEC, this::count);
    }

    @Incoming("changes-in")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::count);
    }

    void count(Received<ChangeEvent> received) {
        var request = (WithdrawalRequested) received.data();
        var times = tried.merge(received.envelope().id(), 1, Integer::sum);
        try {
            if (request.reason().equals("refers to an unknown prompt") && !isKnown(request.prompt())) {
                throw new NotYetSeen("prompt " + request.prompt());
            }
            update(
                    "insert into tally (prompt, event, message, source) values (?, ?, ?, ?)",
                    request.prompt(),
                    received.envelope().id(),
                    request.reason(),
                    received.envelope().source());
            if (request.reason().equals("poison")) {
                throw new IllegalArgumentException("reason: poison (expected: anything else)");
            }
            if (request.reason().equals("away until the fifth try") && times < 5) {
                throw new TransientFault("the registry is away", new SQLException("refused"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnown(String prompt) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select 1 from known_prompt where prompt = ?")) {
            select.setString(1, prompt);
            return select.executeQuery().next();
        }
    }

    void update(String sql, String... values) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }

    int timesTried(String eventId) {
        return tried.getOrDefault(eventId, 0);
    }
}
