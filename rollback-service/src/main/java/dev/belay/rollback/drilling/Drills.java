package dev.belay.rollback.drilling;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.outbox.Inbox;
import dev.belay.outbox.NotYetSeen;
import dev.belay.outbox.TransientFault;
import dev.belay.rollback.domain.Drill;
import dev.belay.rollback.domain.Rollback;
import dev.belay.rollback.ordering.Ordering;
import dev.belay.rollback.store.DrillStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Follows drills. What happens to one is kept in the transaction in which it happens. */
@ApplicationScoped
public class Drills {

    private static final Logger LOG = Logger.getLogger(Drills.class);

    private final DrillStore drills;
    private final Ordering ordering;
    private final Subscriber subscriber;
    private final Inbox inbox;
    private final Clock clock = Clock.systemUTC();

    Drills(DrillStore drills, Ordering ordering, Subscriber subscriber, Inbox inbox) {
        this.drills = drills;
        this.ordering = ordering;
        this.subscriber = subscriber;
        this.inbox = inbox;
    }

    /** In the caller's transaction. The subscriber is there before anything goes live. */
    public void started(DrillStarted started) {
        if (started.startedAt().plus(Drill.PATIENCE).isBefore(now())) {
            drills.add(Drill.of(started).overdue(now()));
        } else if (drills.add(Drill.of(started))) {
            subscriber.follow(started, this::seen);
        }
        inbox.unpark(named(started.drill()));
    }

    /**
     * In the caller's transaction; the deployments of the event's prompt are up to date.
     *
     * @throws NotYetSeen where the drill's start, which is on another topic, was not read yet
     */
    public void follow(DeploymentEvent event) {
        var known = drills.ofRelease(event.release());
        var unknown = Drill.ofRelease(event.release()).filter(id -> known.isEmpty());
        if (unknown.isPresent()) {
            throw new NotYetSeen(named(unknown.get()));
        }
        known.ifPresent(drill -> {
            if (drill.isDue(event)) {
                order(drill);
            } else {
                keep(drill, drill.after(event, now()));
            }
        });
    }

    private static String named(String id) {
        return "drill " + id;
    }

    /** In the caller's transaction. */
    public void follow(Rollback ended) {
        drills.ofRelease(ended.id()).ifPresent(drill -> keep(drill, drill.after(ended, now())));
    }

    private void order(Drill drill) {
        var started = drill.started();
        var answer = ordering.ordered(new Ordering.Asked(
                started.prompt(),
                started.environment(),
                started.good().number(),
                "a drill",
                null,
                started.by(),
                started.drill(),
                Digest.of(started.drill())));
        switch (answer) {
            case Ordering.Answer.Accepted(var rollback) -> keep(drill, drill.ordered(rollback));
            case Ordering.Answer.Known(var rollback) -> keep(drill, drill.ordered(rollback));
            case Ordering.Answer.KeyTaken taken ->
                throw new IllegalStateException("an order of nobody else's: " + taken);
            case Ordering.Answer.NotPossible(var why) ->
                keep(drill, drill.failed("its rollback could not be ordered: " + why, now()));
            case Ordering.Answer.ContentNotRead(var order) ->
                throw new TransientFault(
                        "the content of " + order.target() + " has not reached this service yet",
                        new IOException("not yet"));
        }
    }

    /** What the subscriber got. */
    private void seen(String id, long number, Digest version, Instant at) {
        change(id, drill -> drill.seen(number, version, at, now()));
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void endOverdue() {
        QuarkusTransaction.requiringNew()
                .run(() -> drills.underWaySince(now().minus(Drill.PATIENCE))
                        .forEach(drill -> keep(drill, drill.overdue(now()))));
    }

    private void change(String id, UnaryOperator<Drill> change) {
        QuarkusTransaction.requiringNew()
                .run(() -> drills.lock(id).ifPresent(drill -> keep(drill, change.apply(drill))));
    }

    private void keep(Drill before, Drill after) {
        if (after.equals(before)) {
            return;
        }
        drills.update(after);
        if (after.state() == Drill.State.FAILED) {
            LOG.errorf(
                    "drill %s of %s failed: %s",
                    after.started().drill(), after.started().prompt(), after.reason());
        }
        if (after.isOver()) {
            subscriber.leave(after.started().drill());
        }
    }

    /** PostgreSQL keeps microseconds: what is answered now must be what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
