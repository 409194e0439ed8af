package dev.belay.deployer.messaging;

import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.signing.Trust;
import dev.belay.deployer.domain.Fold;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.domain.PromptState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fold of one partition of {@code belay.releases}, up to {@link #next}. Not thread-safe. */
final class PartitionFold {

    private final Map<String, PromptState> prompts;
    private final Map<String, String> stuck = new HashMap<>();
    private final Trust trust;
    private long next;

    /** @param published the newest {@code belay.live} record of each key of the partition */
    PartitionFold(Collection<LiveState> published, long next, Trust trust) {
        this.prompts = new HashMap<>();
        this.trust = trust;
        this.next = next;
        published.stream()
                .collect(Collectors.groupingBy(LiveState::prompt))
                .forEach((prompt, records) -> prompts.put(prompt, PromptState.of(prompt, records)));
    }

    sealed interface Result {

        /** A {@code belay.live} record that the fold began with has it already. */
        record Included() implements Result {}

        /** Skipped by every replica. */
        record Forged(String reason) implements Result {}

        /**
         * This release, or one of the prompt before it, is not understood here, so the prompt stays as it is until a
         * deployer comes that understands it.
         */
        record Stuck(String prompt, String reason) implements Result {}

        /** @param changed what is to be published on {@code belay.live} */
        record Decided(
                EventEnvelope<ReleaseEvent> envelope, PromptState state, Outcome outcome, List<LiveState> changed)
                implements Result {}
    }

    Result read(ConsumerRecord<byte[], byte[]> raw) {
        Result result = switch (ReleaseRecord.of(raw, trust)) {
            case ReleaseRecord.Forged(var reason) -> new Result.Forged(reason);
            case ReleaseRecord.NotUnderstood(var prompt, var reason) -> stick(prompt, reason, raw.offset());
            case ReleaseRecord.Readable readable -> fold(readable, raw.offset());
        };
        next = raw.offset() + 1;
        return result;
    }

    /** The offset of the next record that it is to read. */
    long next() {
        return next;
    }

    Collection<PromptState> prompts() {
        return List.copyOf(prompts.values());
    }

    private Result stick(String prompt, String reason, long offset) {
        return of(prompt).includes(offset)
                ? new Result.Included()
                : new Result.Stuck(prompt, stuck.computeIfAbsent(prompt, first -> "at " + offset + ": " + reason));
    }

    private PromptState of(String prompt) {
        return prompts.getOrDefault(prompt, PromptState.empty(prompt));
    }

    private Result fold(ReleaseRecord.Readable readable, long offset) {
        var release = readable.envelope().data();
        var before = of(release.prompt());
        if (before.includes(offset)) {
            return new Result.Included();
        }
        if (readable.inItsPartition() && stuck.containsKey(release.prompt())) {
            return new Result.Stuck(release.prompt(), stuck.get(release.prompt()));
        }
        var folded = Fold.apply(before, offset, release, readable.inItsPartition());
        if (readable.inItsPartition()) {
            prompts.put(release.prompt(), folded.state());
        }
        return new Result.Decided(
                readable.envelope(),
                folded.state(),
                folded.outcome(),
                folded.state().changedAt(offset));
    }
}
