package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Position;
import dev.belay.deployer.messaging.LiveFeed;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.messaging.Owner;
import dev.belay.deployer.messaging.ReplicaState;
import dev.belay.deployer.sink.domain.Backlog;
import dev.belay.deployer.sink.domain.Selection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Keeps the configured sinks at what is live, each in a thread of its own: a subscriber of the fold like any other, which
 * waits for nobody. A prompt is written by the replica that owns its partition; on a change of owner the new one begins with
 * everything, and what the target holds already is left as it is.
 */
@ApplicationScoped
public class Sinks {

    private static final Logger LOG = Logger.getLogger(Sinks.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final SinksConfig config;
    private final LiveFeed feed;
    private final Owner owner;
    private final ReplicaState replica;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();
    private final List<SinkWriter> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Sinks(SinksConfig config, LiveFeed feed, Owner owner, ReplicaState replica, MeterRegistry meters) {
        this.config = config;
        this.feed = feed;
        this.owner = owner;
        this.replica = replica;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        config.sinks().forEach((name, one) -> writers.add(open(name, one)));
        for (var writer : writers) {
            gauge(
                    "belay.deployer.sink.waiting",
                    writer,
                    backlog -> backlog.standing().waiting());
            gauge(
                    "belay.deployer.sink.failing",
                    writer,
                    backlog -> backlog.standing().failing());
            threads.add(Thread.ofVirtual().name("sink " + writer.name()).start(() -> run(writer)));
        }
    }

    void stop(@Observes ShutdownEvent ended) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join(LONGEST_END);
        }
    }

    /** By the sinks' names; of the prompts that this replica writes. */
    public List<SinkReport> reports() {
        return writers.stream()
                .map(SinkWriter::report)
                .sorted(Comparator.comparing(SinkReport::name))
                .toList();
    }

    private static SinkWriter open(String name, SinksConfig.SinkConfig config) {
        try {
            var selection = Selection.of(config.prompts(), config.environment());
            var opened = SinkKind.open(config);
            LOG.infof(
                    "sink %s: %s of %s in %s", name, opened.kind().wireName(), config.prompts(), config.environment());
            return new SinkWriter(name, selection, opened.kind(), opened.sink());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("belay.deployer.sinks." + name + ": " + e.getMessage(), e);
        }
    }

    private void gauge(String metric, SinkWriter writer, ToDoubleFunction<Backlog> value) {
        meters.gauge(metric, Tags.of("sink", writer.name()), writer.backlog(), value);
    }

    private void run(SinkWriter writer) {
        try {
            while (!replica.caughtUp()) {
                Thread.sleep(PAUSE);
            }
            while (!Thread.currentThread().isInterrupted()) {
                follow(writer, owner.partitions());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            writer.close();
        }
    }

    /** Until other partitions are this replica's, or it is too far behind the fold: then it begins with everything again. */
    private void follow(SinkWriter writer, Set<Integer> owned) throws InterruptedException {
        Predicate<LiveState> mine = live -> owned.contains(LivePrompts.partitionOf(live.prompt()));
        writer.backlog().keep(mine);
        var opened = feed.subscribe(
                live -> writer.selection().includes(live) && mine.test(live),
                Position.start(Topic.RELEASES.partitions()));
        var subscription = opened.subscription();
        try {
            opened.now().forEach(live -> writer.backlog().want(live, clock.instant()));
            while (!subscription.ended() && owner.partitions().equals(owned)) {
                var wrote = writer.writeNext(clock.instant());
                var change = subscription.next(wrote ? 0 : PAUSE.toMillis());
                while (change != null) {
                    writer.backlog().want(change.live(), clock.instant());
                    change = subscription.next(0);
                }
            }
        } finally {
            feed.unsubscribe(subscription);
        }
    }
}
