package dev.belay.deployer.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How far this replica is, as health and metrics tell it. */
@ApplicationScoped
public class ReplicaState {

    private static final Logger LOG = Logger.getLogger(ReplicaState.class);

    private @Nullable Map<TopicPartition, Long> endsAtStart;
    private boolean caughtUp;
    private long behind;
    private @Nullable Instant outOfTouchSince;
    private @Nullable String fault;
    private final Map<String, String> stuck = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    ReplicaState(MeterRegistry meters, LivePrompts prompts) {
        this.meters = meters;
        meters.gaugeMapSize("belay.deployer.prompts.stuck", List.of(), stuck);
        meters.gauge("belay.deployer.prompts", prompts, LivePrompts::size);
        meters.gauge("belay.deployer.releases.behind", this, state -> (double) state.behind());
        meters.gauge(
                "belay.deployer.kafka.reachable",
                this,
                state -> state.outOfTouchSince().isPresent() ? 0 : 1);
    }

    /** @param positions the offsets to be read next */
    synchronized void reached(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        if (endsAtStart == null) {
            endsAtStart = Map.copyOf(ends);
        }
        if (outOfTouchSince != null) {
            LOG.infof("is in touch with Kafka again, after %s", outOfTouchSince);
            outOfTouchSince = null;
        }
        fault = null;
        behind = behind(ends, positions);
        caughtUp = caughtUp || behind(endsAtStart, positions) == 0;
    }

    /** Kafka is away for now, or, with any other exception, something is wrong that waiting does not mend. */
    synchronized void lost(Throwable cause, Instant now) {
        if (outOfTouchSince == null) {
            outOfTouchSince = now;
            LOG.warnf("serves on from memory, out of touch with Kafka: %s", cause.getMessage());
        }
        if (!(cause instanceof RetriableException)) {
            fault = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        }
    }

    /** A release of {@code prompt} is genuine and not understood: what is live of it is served on, and nothing newer. */
    void stuck(String prompt, String reason) {
        if (stuck.putIfAbsent(prompt, reason) == null) {
            LOG.errorf(
                    "%s is stuck: its release %s. It is served as it was; a newer deployer has to take over",
                    prompt, reason);
        }
    }

    void refused(String topic) {
        meters.counter("belay.records.forged", "topic", topic).increment();
    }

    public Map<String, String> stuck() {
        return Map.copyOf(stuck);
    }

    /** Whether every release that was there when this replica started is in what it serves. */
    public synchronized boolean caughtUp() {
        return caughtUp;
    }

    public synchronized Optional<Instant> outOfTouchSince() {
        return Optional.ofNullable(outOfTouchSince);
    }

    public synchronized Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Releases that were there at the last contact and were not read then. */
    public synchronized long behind() {
        return behind;
    }

    private static long behind(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
