package dev.belay.rollback.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.Environments;
import dev.belay.contracts.topic.Topic;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import dev.belay.rollback.domain.Reach;
import dev.belay.rollback.domain.Rollback;
import dev.belay.rollback.drilling.Drills;
import dev.belay.rollback.ordering.Groups;
import dev.belay.rollback.store.DeploymentsStore;
import dev.belay.rollback.store.LiveTimes;
import dev.belay.rollback.store.RollbackStore;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Follows the deployment log: what is live where, what is held, and what became of each rollback. A rollback's row is
 * committed before its release is sent, so its outcome always finds it.
 */
@Startup
@ApplicationScoped
class DeploymentListener {

    private static final EventCodec<DeploymentEvent> CODEC = EventCodec.of(DeploymentEvent.class);

    private final Inbox inbox;
    private final DeploymentsStore deployments;
    private final RollbackStore rollbacks;
    private final Event<Rollback> over;

    private final Groups groups;
    private final Drills drills;
    private final LiveTimes times;

    DeploymentListener(
            Inbox inbox,
            DeploymentsStore deployments,
            RollbackStore rollbacks,
            Event<Rollback> over,
            Groups groups,
            Drills drills,
            LiveTimes times) {
        this.times = times;
        this.groups = groups;
        this.drills = drills;
        this.inbox = inbox;
        this.deployments = deployments;
        this.rollbacks = rollbacks;
        this.over = over;
        inbox.register(Topic.DEPLOYMENTS.topicName(), CODEC, this::follow);
    }

    @Incoming("deployments-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::follow);
    }

    private void follow(Received<DeploymentEvent> received) {
        var event = received.data();
        var before = deployments.of(event.prompt());
        var after = before.after(event);
        if (!after.equals(before)) {
            deployments.put(after);
        }
        if (event instanceof ReleaseApplied applied) {
            times.follow(applied);
        }
        groups.follow(event);
        if (Environments.isDrill(event.environment())) {
            drills.follow(event);
        }
        rollbacks.find(event.release()).ifPresent(rollback -> {
            var ended = rollback.after(event);
            var next = event instanceof ReleaseApplied applied && !ended.equals(rollback)
                    // Outcomes lie in the partition of their releases.
                    ? ended.applied(Reach.of(applied.number(), received.partition(), applied.offset()))
                    : ended;
            if (!next.equals(rollback)) {
                rollbacks.update(next);
                if (Environments.isDrill(next.environment())) {
                    drills.follow(next);
                } else {
                    over.fire(next);
                }
            }
        });
    }
}
