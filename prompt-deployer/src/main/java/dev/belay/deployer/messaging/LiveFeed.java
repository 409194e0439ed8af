package dev.belay.deployer.messaging;

import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers of each change of what is live, as the fold makes it. The fold only puts it into their queues: it writes to
 * nobody and waits for nobody. A subscriber whose queue is full is ended; it resumes from the position of what it got last, and is
 * told the newest state of what changed since.
 */
@ApplicationScoped
public class LiveFeed {

    /** Changes that a subscriber may be behind. */
    private static final int BEHIND = 1_000;

    private static final int PARTITIONS = Topic.RELEASES.partitions();

    private final LivePrompts prompts;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile Position position = Position.start(PARTITIONS);

    LiveFeed(LivePrompts prompts) {
        this.prompts = prompts;
    }

    /** @param position of everything that is told up to this change */
    public record Change(LiveState live, Position position) {}

    public static final class Subscription {

        private final Predicate<LiveState> wanted;
        private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(BEHIND);
        private volatile boolean ended;

        private Subscription(Predicate<LiveState> wanted) {
            this.wanted = wanted;
        }

        /** The next change, waiting so long for it; null when none came. */
        public @Nullable Change next(long millis) throws InterruptedException {
            return changes.poll(millis, TimeUnit.MILLISECONDS);
        }

        /** It was too far behind, so that something was not put into its queue. */
        public boolean ended() {
            return ended && changes.isEmpty();
        }
    }

    /** What is live now of what is wanted and not included in {@code since}, and then every change; one may come twice. */
    public record Opened(Subscription subscription, List<LiveState> now, Position position) {}

    /** @param since absent for everything that is live; else also what is not any more */
    public Opened subscribe(Predicate<LiveState> wanted, @Nullable Position since) {
        var subscription = new Subscription(wanted);
        // Before the look at what is live, so that nothing falls between.
        var at = position;
        subscriptions.add(subscription);
        var now = prompts.all().stream()
                .filter(wanted)
                .filter(live -> since == null ? !live.nothingIsLive() : !includes(since, live))
                .toList();
        return new Opened(subscription, now, at);
    }

    public void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Of everything that was told so far. */
    public Position position() {
        return position;
    }

    public int subscribers() {
        return subscriptions.size();
    }

    private static boolean includes(Position since, LiveState live) {
        return since.includes(ReleaseRecord.partitionOf(live.prompt()), live.releasesOffset());
    }

    /** By the fold alone, in its order; {@link LivePrompts} has them already. */
    void changed(int partition, long offset, Collection<LiveState> changed) {
        position = position.with(partition, offset);
        var at = position;
        for (var live : changed) {
            var change = new Change(live, at);
            for (var subscription : subscriptions) {
                if (!subscription.ended && subscription.wanted.test(live) && !subscription.changes.offer(change)) {
                    subscription.ended = true;
                    subscriptions.remove(subscription);
                }
            }
        }
    }

    /** What the fold began with. */
    void began(Map<Integer, Long> included) {
        included.forEach((partition, offset) -> position = position.with(partition, offset));
    }
}
