package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.VersionStore;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.NotYetSeen;
import dev.belay.outbox.Received;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Delivery is at least once and in order per prompt. The inbox claims each event in the transaction in which its
 * attempt is opened, so a redelivered proposal opens none.
 */
@Startup
@ApplicationScoped
class ChangeListener {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    private final Inbox inbox;
    private final ChangeStore changes;
    private final PromptStore prompts;
    private final AttemptStore attempts;
    private final VersionStore versions;
    private final AttemptCourse course;

    ChangeListener(
            Inbox inbox,
            ChangeStore changes,
            PromptStore prompts,
            AttemptStore attempts,
            VersionStore versions,
            AttemptCourse course) {
        this.versions = versions;
        this.attempts = attempts;
        this.inbox = inbox;
        this.changes = changes;
        this.prompts = prompts;
        this.course = course;
        inbox.register(Topic.CHANGES.topicName(), CODEC, this::handle);
    }

    @Incoming("changes-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::handle);
    }

    private void handle(Received<ChangeEvent> received) {
        switch (received.data()) {
            case VersionPublished published -> versions.published(published);
            case CriteriaPublished criteria -> follow(criteria);
            case SuitePublished suite -> prompts.published(suite);
            case ChangeProposed proposed -> propose(proposed, received);
            case WithdrawalRequested request -> withdraw(request);
        }
    }

    private void follow(CriteriaPublished criteria) {
        if (!prompts.published(criteria)) {
            return;
        }
        for (var change : changes.unconcludedOf(criteria.prompt())) {
            changes.lock(change)
                    .ifPresent(attempt -> course.take(
                            attempt,
                            AttemptLife.onCriteria(
                                    attempt,
                                    attempts.of(attempt.run())
                                            .orElseThrow()
                                            .opened()
                                            .criteria(),
                                    criteria)));
        }
    }

    private void propose(ChangeProposed proposed, Received<ChangeEvent> received) {
        if (changes.propose(proposed, received.envelope().time())) {
            course.open(proposed, 1);
            inbox.unpark(known(proposed.change()));
        }
    }

    private void withdraw(WithdrawalRequested request) {
        var attempt = changes.lock(request.change()).orElseThrow(() -> new NotYetSeen(known(request.change())));
        course.take(attempt, AttemptLife.on(attempt, request));
    }

    private static String known(String change) {
        return "change " + change;
    }
}
