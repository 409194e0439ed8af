package dev.belay.rollback.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.receipt.ReceiptEvent;
import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.contracts.receipt.ReceiptEvent.VersionFetched;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.rollback.store.ReachStore;
import dev.belay.rollback.store.RollbackStore;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows who serves what, so that it is known when a rollback had reached everybody. */
@ApplicationScoped
class ReceiptListener {

    private static final EventCodec<ReceiptEvent> CODEC = EventCodec.of(ReceiptEvent.class);

    /** What has not reached somebody by then never will, and is asked for no more. */
    private static final Duration FOLLOWED = Duration.ofHours(1);

    private final Inbox inbox;
    private final ReachStore reached;
    private final RollbackStore rollbacks;
    private final Clock clock = Clock.systemUTC();

    ReceiptListener(Inbox inbox, ReachStore reached, RollbackStore rollbacks) {
        this.inbox = inbox;
        this.reached = reached;
        this.rollbacks = rollbacks;
    }

    @Incoming("receipts-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::follow);
    }

    private void follow(Received<ReceiptEvent> received) {
        boolean news = switch (received.data()) {
            case ReleasesFollowed followed -> reached.put(followed);
            case ReleaseServed served -> reached.put(served);
            case VersionFetched fetched -> false;
        };
        if (news) {
            advance();
        }
    }

    private void advance() {
        var now = clock.instant();
        for (var rollback : rollbacks.reaching(now.minus(FOLLOWED))) {
            var next = rollback.reached(
                    reached.replicas(), reached.subscribers(rollback.prompt(), rollback.environment()), now);
            if (!next.equals(rollback)) {
                rollbacks.update(next);
            }
        }
    }
}
