package dev.belay.local.broker;

import dev.belay.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Makes the broker's topics what {@code contracts} says they are. */
public final class Topics {
    private static final long ANSWER_WITHIN_SECONDS = 30;

    private Topics() {}

    /**
     * Creates what is missing and sets the configuration of what is there. A different number of partitions is refused:
     * keys would move, and with them the order of events.
     */
    public static void ensure(String bootstrapServers) {
        var wanted = wanted();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var there = answer(admin.listTopics().names());
            var missing = wanted.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            var existing = wanted.stream()
                    .filter(topic -> there.contains(topic.name()))
                    .toList();
            answer(admin.createTopics(missing).all());
            checkPartitions(admin, existing);
            answer(admin.incrementalAlterConfigs(changes(existing)).all());
        }
    }

    private static List<NewTopic> wanted() {
        var topics = new ArrayList<NewTopic>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(topic.configs()));
            topics.add(new NewTopic(topic.deadLetters(), 1, (short) 1).configs(Topic.deadLetterConfigs()));
        }
        return topics;
    }

    private static void checkPartitions(Admin admin, List<NewTopic> existing) {
        var names = existing.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> found = answer(admin.describeTopics(names).allTopicNames());
        for (NewTopic topic : existing) {
            int partitions = found.get(topic.name()).partitions().size();
            if (partitions != topic.numPartitions()) {
                throw new IllegalStateException("Topic " + topic.name() + " has " + partitions
                        + " partitions, expected " + topic.numPartitions()
                        + ": its data are of another version of Belay; wipe them with --fresh");
            }
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(List<NewTopic> existing) {
        return existing.stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        topic -> topic.configs().entrySet().stream()
                                .map(entry -> new AlterConfigOp(
                                        new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                                .toList()));
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker did not set up its topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker set up its topics", e);
        }
    }
}
