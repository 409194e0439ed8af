package dev.belay.deployer.messaging;

import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.topic.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Folds all of {@code belay.releases} into {@link LivePrompts}: all partitions, in no consumer group, so that a rollback
 * waits for no owner and no rebalance. Its state is built once and only grows; when Kafka is away it serves on, and goes
 * on reading where it was.
 */
@ApplicationScoped
class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final KafkaClients kafka;
    private final Restore restore;
    private final LivePrompts prompts;
    private final ReplicaState state;
    private final DeployerConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Map<Integer, PartitionFold> folds = new HashMap<>();
    private final Worker worker;
    private Instant nextContact = Instant.MIN;

    private final LiveFeed feed;

    Replica(
            KafkaClients kafka,
            Restore restore,
            LivePrompts prompts,
            ReplicaState state,
            DeployerConfig config,
            LiveFeed feed) {
        this.feed = feed;
        this.kafka = kafka;
        this.restore = restore;
        this.prompts = prompts;
        this.state = state;
        this.config = config;
        this.worker = new Worker("replica", this::follow, fault -> state.lost(fault, clock.instant()));
    }

    void start(@Observes StartupEvent started) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop();
    }

    private void follow(Worker round) {
        if (folds.isEmpty()) {
            folds.putAll(restore.of(
                    IntStream.range(0, Topic.RELEASES.partitions()).boxed().toList()));
            folds.values().forEach(fold -> fold.prompts().forEach(prompts::put));
            var included = new HashMap<Integer, Long>();
            folds.forEach((partition, fold) -> included.put(partition, fold.next() - 1));
            feed.began(included);
        }
        try (var consumer = kafka.releases()) {
            checkPartitions(consumer);
            consumer.assign(KafkaClients.partitionsOf(Topic.RELEASES));
            folds.forEach((partition, fold) ->
                    consumer.seek(new TopicPartition(Topic.RELEASES.topicName(), partition), fold.next()));
            while (!round.isStopped()) {
                consumer.poll(POLL).forEach(this::read);
                if (!state.caughtUp() || !clock.instant().isBefore(nextContact)) {
                    contact(consumer);
                }
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> raw) {
        switch (folds.get(raw.partition()).read(raw)) {
            case PartitionFold.Result.Included included -> LOG.debugf("%s is in belay.live already", raw.offset());
            case PartitionFold.Result.Forged(var reason) -> {
                LOG.warnf("release %d/%d is skipped, %s", raw.partition(), raw.offset(), reason);
                state.refused(raw.topic());
            }
            case PartitionFold.Result.Revoked revoked ->
                LOG.warnf(
                        "certificate %d is withdrawn from %d/%d on, by %s: %s",
                        revoked.release().serial(),
                        raw.partition(),
                        raw.offset(),
                        revoked.release().by(),
                        revoked.release().reason());
            case PartitionFold.Result.Stuck(var prompt, var reason) -> state.stuck(prompt, reason);
            case PartitionFold.Result.Decided decided -> {
                if (!decided.changed().isEmpty()) {
                    prompts.put(decided.state());
                    feed.changed(
                            raw.partition(),
                            raw.offset(),
                            decided.changed().stream()
                                    .filter(LiveState.class::isInstance)
                                    .map(LiveState.class::cast)
                                    .toList());
                }
                LOG.infof(
                        "release %s at %d/%d: %s",
                        decided.release().release(), raw.partition(), raw.offset(), decided.outcome());
            }
        }
    }

    private void contact(Consumer<byte[], byte[]> consumer) {
        var now = clock.instant();
        nextContact = now.plus(config.contactInterval());
        try {
            state.reached(consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN), positions(consumer));
        } catch (RetriableException e) {
            state.lost(e, now);
        }
    }

    private static Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> consumer.position(partition, ANSWER_WITHIN)));
    }

    /** With another number of partitions this replica would refuse other records than its neighbours do. */
    private static void checkPartitions(Consumer<byte[], byte[]> consumer) {
        for (var topic : new Topic[] {Topic.RELEASES, Topic.DEPLOYMENTS, Topic.LIVE}) {
            var found = consumer.partitionsFor(topic.topicName()).size();
            if (found != topic.partitions()) {
                throw new IllegalStateException(topic.topicName() + " has " + found + " partitions (expected: "
                        + topic.partitions() + ", which never changes)");
            }
        }
    }
}
