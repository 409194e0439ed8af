package dev.belay.deployer.messaging;

import dev.belay.contracts.release.FreezeState;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.release.RevokedCertificates;
import dev.belay.contracts.signing.Trust;
import dev.belay.deployer.domain.Fold;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.domain.PromptState;
import dev.belay.deployer.domain.Revocations;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The fold of one partition of {@code belay.releases}, up to {@link #next}. Not thread-safe. */
final class PartitionFold {

    private final Map<String, PromptState> prompts;
    private final Map<String, String> stuck = new HashMap<>();
    private final Trust trust;
    private Revocations revocations;
    private final long revokedUpTo;
    private long next;

    /** @param published the newest {@code belay.live} record of each key of the partition */
    PartitionFold(Collection<? extends LiveEvent> published, long next, Trust trust) {
        this.prompts = new HashMap<>();
        this.trust = trust;
        this.next = next;
        var freezes =
                all(published, FreezeState.class).collect(Collectors.toMap(FreezeState::prompt, freeze -> freeze));
        var live = all(published, LiveState.class).collect(Collectors.groupingBy(LiveState::prompt));
        Stream.concat(live.keySet().stream(), freezes.keySet().stream())
                .distinct()
                .forEach(prompt -> prompts.put(
                        prompt, PromptState.of(prompt, live.getOrDefault(prompt, List.of()), freezes.get(prompt))));
        var revoked = all(published, RevokedCertificates.class).findFirst();
        this.revocations = revoked.map(Revocations::of).orElse(Revocations.none());
        this.revokedUpTo = revoked.map(LiveEvent::releasesOffset).orElse(-1L);
    }

    private static <T extends LiveEvent> Stream<T> all(Collection<? extends LiveEvent> published, Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast);
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
                PromptOrdered release,
                @Nullable String traceparent,
                PromptState state,
                Outcome outcome,
                List<LiveEvent> changed)
                implements Result {}

        /** @param changed what is to be published on {@code belay.live} */
        record Revoked(CertificateRevoked release, @Nullable String traceparent, RevokedCertificates changed)
                implements Result {}
    }

    Result read(ConsumerRecord<byte[], byte[]> raw) {
        Result result = switch (ReleaseRecord.of(raw, trust)) {
            case ReleaseRecord.Forged(var reason) -> new Result.Forged(reason);
            case ReleaseRecord.NotUnderstood not ->
                withdrawn(raw.offset(), not.serial()).orElseGet(() -> stick(not.prompt(), not.reason(), raw.offset()));
            case ReleaseRecord.Order order ->
                withdrawn(raw.offset(), order.serial()).orElseGet(() -> fold(order, raw.offset()));
            case ReleaseRecord.Revocation(var release, var trace) -> revoke(release, trace, raw);
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

    private Optional<Result> withdrawn(long offset, long serial) {
        var since = revocations.before(offset, serial);
        return since.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result.Forged("forged: certificate " + serial + " was withdrawn at offset "
                        + since.getAsLong() + " of this partition"));
    }

    private Result revoke(
            CertificateRevoked release, @Nullable String traceparent, ConsumerRecord<byte[], byte[]> raw) {
        if (raw.offset() <= revokedUpTo) {
            return new Result.Included();
        }
        revocations = revocations.with(release.serial(), raw.offset());
        return new Result.Revoked(release, traceparent, revocations.published(raw.partition(), raw.offset()));
    }

    private Result stick(String prompt, String reason, long offset) {
        return of(prompt).includes(offset)
                ? new Result.Included()
                : new Result.Stuck(prompt, stuck.computeIfAbsent(prompt, first -> "at " + offset + ": " + reason));
    }

    private PromptState of(String prompt) {
        return prompts.getOrDefault(prompt, PromptState.empty(prompt));
    }

    private Result fold(ReleaseRecord.Order order, long offset) {
        var release = order.release();
        var before = of(release.prompt());
        if (before.includes(offset)) {
            return new Result.Included();
        }
        if (order.inItsPartition() && stuck.containsKey(release.prompt())) {
            return new Result.Stuck(release.prompt(), stuck.get(release.prompt()));
        }
        var folded = Fold.apply(before, offset, release, order.inItsPartition());
        if (order.inItsPartition()) {
            prompts.put(release.prompt(), folded.state());
        }
        return new Result.Decided(
                release,
                order.traceparent(),
                folded.state(),
                folded.outcome(),
                folded.state().changedAt(offset));
    }
}
