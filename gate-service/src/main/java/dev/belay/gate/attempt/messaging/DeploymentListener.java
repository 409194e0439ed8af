package dev.belay.gate.attempt.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.release.Environments;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.AttemptLife;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.attempt.domain.Step;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.VersionStore;
import dev.belay.gate.closure.Closing;
import dev.belay.gate.judgement.store.RollbackStore;
import dev.belay.gate.notification.Notifying;
import dev.belay.gate.rollout.Rollouts;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Follows what is live, in order per prompt. Outcomes are matched by release id, and a duplicate of one meets an
 * attempt that has moved on.
 */
@ApplicationScoped
class DeploymentListener {

    private static final EventCodec<DeploymentEvent> CODEC = EventCodec.of(DeploymentEvent.class);

    private final Inbox inbox;
    private final ChangeStore changes;
    private final PromptStore prompts;
    private final RollbackStore rollbacks;
    private final AttemptCourse course;
    private final Notifying notifying;
    private final GateConfig config;
    private final Closing closing;
    private final VersionStore versions;
    private final Rollouts rollouts;

    DeploymentListener(
            Inbox inbox,
            ChangeStore changes,
            PromptStore prompts,
            RollbackStore rollbacks,
            AttemptCourse course,
            Notifying notifying,
            GateConfig config,
            Closing closing,
            VersionStore versions,
            Rollouts rollouts) {
        this.rollouts = rollouts;
        this.closing = closing;
        this.versions = versions;
        this.rollbacks = rollbacks;
        this.inbox = inbox;
        this.changes = changes;
        this.prompts = prompts;
        this.course = course;
        this.notifying = notifying;
        this.config = config;
    }

    @Incoming("deployments-in")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        inbox.receive(batch, CODEC, this::handle);
    }

    private void handle(Received<DeploymentEvent> received) {
        var event = received.data();
        boolean here = event.environment().equals(config.environment());
        if (!here) {
            rollouts.follow(event);
        }
        switch (event) {
            case FreezeChanged changed -> closing.follow(changed);
            case ReleaseApplied applied -> follow(applied, here);
            case ReleaseNotApplied outcome when here -> meet(outcome);
            case PromptRetired retired when here -> follow(retired);
            case ReleaseNotApplied elsewhere -> {}
            case PromptRetired elsewhere -> {}
        }
    }

    private void follow(ReleaseApplied applied, boolean here) {
        boolean closed = closing.follow(applied, digest -> versions.named(applied.prompt(), digest));
        if (!here) {
            prompts.applied(applied);
            if (applied.kind() == Kind.ROLLBACK && Environments.isDrill(applied.environment())) {
                rollbacks.used(applied);
            }
            if (closed) {
                take(applied.prompt(), attempt -> AttemptLife.onRolledBackElsewhere(attempt, applied));
            }
            return;
        }
        if (applied.kind() == Kind.ROLLBACK && rollbacks.used(applied)) {
            notifying.rolledBack(applied);
        }
        follow(applied.prompt(), applied.release(), prompts.applied(applied));
    }

    /** What was decided against the number before is out of date, though no other version is live. */
    private void follow(PromptRetired retired) {
        prompts.retired(retired).ifPresent(live -> follow(retired.prompt(), retired.release(), live));
    }

    private void follow(String prompt, String release, Live live) {
        take(prompt, attempt -> AttemptLife.onApplied(attempt, release, live, config.environment()));
    }

    private void take(String prompt, Function<Attempt, Step> step) {
        for (var change : changes.unconcludedOf(prompt)) {
            changes.lock(change).ifPresent(attempt -> course.take(attempt, step.apply(attempt)));
        }
    }

    private void meet(ReleaseNotApplied outcome) {
        if (outcome.change() == null) {
            return;
        }
        boolean frozen = closing.isFrozen(outcome.prompt());
        changes.lock(outcome.change())
                .ifPresent(attempt -> course.take(
                        attempt,
                        changes.proposal(attempt.change()).together() == null
                                ? AttemptLife.on(attempt, outcome, config.environment(), frozen)
                                : AttemptLife.onGrouped(attempt, outcome, config.environment(), frozen)));
    }
}
