package dev.belay.rollback.messaging;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.VersionOrdered;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.rollback.ordering.Groups;
import dev.belay.rollback.store.VersionContentStore;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the content of every version that a release carried, and which releases belong together. The inbox sees to transactions and duplicates. */
@ApplicationScoped
class ReleaseListener {

    private static final EventCodec<ReleaseEvent> CODEC = EventCodec.of(ReleaseEvent.class);

    private final Inbox inbox;
    private final VersionContentStore contents;

    private final Groups groups;

    ReleaseListener(Inbox inbox, VersionContentStore contents, Groups groups) {
        this.groups = groups;
        this.inbox = inbox;
        this.contents = contents;
    }

    @Incoming("releases-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::keep);
    }

    /** Content that is not what its digest names was refused by every deployer; nothing can be rolled back to it. */
    private void keep(Received<ReleaseEvent> received) {
        if (received.data() instanceof VersionOrdered release
                && Digest.of(release.content()).equals(release.target().digest())) {
            contents.put(release.target().digest(), release.content());
        }
        if (received.data() instanceof PromoteOrdered promote) {
            groups.ordered(promote);
        }
    }
}
