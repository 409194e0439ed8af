package dev.belay.contracts.signing;

import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.topic.Topic;
import java.util.Arrays;
import java.util.List;

/** A service that signs, and the kinds of events (see {@link Kind}) that its key is good for: its own alone. */
public enum Writer {
    PROMPT_REGISTRY("prompt-registry", Topic.CHANGES.topicName(), Topic.KEYS.topicName()),
    EVAL_WORKER("eval-worker", Topic.EVAL_RESULTS.topicName(), Kind.observation("violation")),
    GATE(
            "gate-service",
            Topic.RUN_CONTROL.topicName(),
            Topic.DECISIONS.topicName(),
            AuditSeal.KIND,
            Kind.release("promote"),
            Kind.release("freeze"),
            Kind.release("unfreeze"),
            Kind.release("retire")),
    ROLLBACK("rollback-service", Kind.release("rollback")),
    PROMPT_DEPLOYER(
            "prompt-deployer",
            Topic.DEPLOYMENTS.topicName(),
            Topic.LIVE.topicName(),
            Topic.RECEIPTS.topicName(),
            Kind.observation("output"));

    private final String wireName;
    private final List<String> kinds;

    Writer(String wireName, String... kinds) {
        this.wireName = wireName;
        this.kinds = List.of(kinds);
    }

    /** The writer whose own {@code kind} is. */
    public static Writer of(String kind) {
        return Arrays.stream(values())
                .filter(writer -> writer.kinds.contains(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody signs \"" + kind + "\""));
    }

    /** As certificates name it: the service's module. */
    public String wireName() {
        return wireName;
    }

    public List<String> kinds() {
        return kinds;
    }
}
