package dev.belay.contracts.topic;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.observation.ObservationEvent;
import dev.belay.contracts.receipt.ReceiptEvent;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.RunControlEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A topic of Belay, as it is created at start. Who writes it: design §3. */
public enum Topic {
    CHANGES("belay.changes", ChangeEvent.class, Partitions.FOR_EVER, Retention.forEver()),
    RUN_CONTROL("belay.run-control", RunControlEvent.class, Partitions.RUNS, Retention.days(7)),
    EVAL_TASKS("belay.eval-tasks", EvalTask.class, Partitions.TASKS, Retention.days(7)),
    EVAL_RESULTS("belay.eval-results", CaseEvaluated.class, Partitions.RUNS, Retention.days(30)),
    DECISIONS("belay.decisions", DecisionEvent.class, Partitions.FOR_EVER, Retention.forEver()),
    RELEASES("belay.releases", ReleaseEvent.class, Partitions.FOR_EVER, Retention.forEver()),
    DEPLOYMENTS("belay.deployments", DeploymentEvent.class, Partitions.FOR_EVER, Retention.forEver()),
    LIVE("belay.live", LiveEvent.class, Partitions.FOR_EVER, Retention.compacted()),
    RECEIPTS("belay.receipts", ReceiptEvent.class, Partitions.FEW, Retention.days(7)),
    OBSERVATIONS("belay.observations", ObservationEvent.class, Partitions.RUNS, Retention.days(7)),
    /** Not compacted: a forged record must not make the broker drop the genuine one of its key. */
    KEYS("belay.keys", KeyEvent.class, Partitions.FEW, Retention.forEver());

    private static final Duration DEAD_LETTERS = Duration.ofDays(30);
    private static final Map<String, Topic> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Topic::topicName, topic -> topic));

    private final String topicName;
    private final Class<? extends Event> events;
    private final int partitions;
    private final Map<String, String> configs;

    Topic(String topicName, Class<? extends Event> events, int partitions, Map<String, String> configs) {
        this.topicName = topicName;
        this.events = events;
        this.partitions = partitions;
        this.configs = configs;
    }

    public static Optional<Topic> named(String topicName) {
        return Optional.ofNullable(BY_NAME.get(topicName));
    }

    /** The topic that carries {@code event}. */
    public static Topic of(Event event) {
        return Arrays.stream(values())
                .filter(topic -> topic.events.isInstance(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic carries " + event.getClass()));
    }

    public String topicName() {
        return topicName;
    }

    /** The sealed interface, or the one record, of its events. */
    public Class<? extends Event> events() {
        return events;
    }

    public int partitions() {
        return partitions;
    }

    /**
     * Whether the events of a key have to reach consumers in the order of their commits. Tasks and results need not:
     * each is about one task, and which of several results of a task counts does not depend on the order in which they
     * come. Nor need observations and receipts, which carry their own time.
     */
    public boolean isOrdered() {
        return switch (this) {
            case EVAL_TASKS, EVAL_RESULTS, RECEIPTS, OBSERVATIONS -> false;
            case CHANGES, RUN_CONTROL, DECISIONS, RELEASES, DEPLOYMENTS, LIVE, KEYS -> true;
        };
    }

    /**
     * Whether readers take only what its writer signed (release protocol, rule 6). A task need not be: it is carried out only
     * as the planner's own rows have it.
     */
    public boolean isSigned() {
        return switch (this) {
            case EVAL_TASKS -> false;
            case CHANGES,
                    RUN_CONTROL,
                    EVAL_RESULTS,
                    DECISIONS,
                    RELEASES,
                    DEPLOYMENTS,
                    LIVE,
                    RECEIPTS,
                    OBSERVATIONS,
                    KEYS -> true;
        };
    }

    /** Kafka's topic settings. */
    public Map<String, String> configs() {
        return configs;
    }

    /** Where a consumer that gave up on a record puts it, with the reason. */
    public String deadLetters() {
        return topicName + ".dlq";
    }

    public static Map<String, String> deadLetterConfigs() {
        return Retention.of(DEAD_LETTERS);
    }

    /** How long a duplicate may still arrive, and so how long an inbox remembers; absent means for ever. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(configs.get(Retention.MILLIS))
                .map(Long::parseLong)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
    }

    private static final class Partitions {
        /** Never changes: a deployer refuses a record whose partition is not its key's. */
        private static final int FOR_EVER = 12;

        private static final int RUNS = 12;
        private static final int TASKS = 48;
        /** Each replica reads all of them. */
        private static final int FEW = 1;
    }

    private static final class Retention {
        private static final String MILLIS = "retention.ms";

        private static Map<String, String> forEver() {
            return Map.of(
                    "cleanup.policy", "delete", MILLIS, "-1", "retention.bytes", "-1", "max.message.bytes", "2097152");
        }

        private static Map<String, String> days(int days) {
            return of(Duration.ofDays(days));
        }

        private static Map<String, String> of(Duration duration) {
            return Map.of(
                    "cleanup.policy",
                    "delete",
                    MILLIS,
                    Long.toString(duration.toMillis()),
                    "max.message.bytes",
                    "2097152");
        }

        private static Map<String, String> compacted() {
            return Map.of("cleanup.policy", "compact", "max.message.bytes", "2097152", "segment.ms", "3600000");
        }
    }
}
