package dev.belay.rollback.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.rollback.domain.Reach;
import dev.belay.rollback.domain.Rollback;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "rollback")
class RollbackRow {

    @Id
    String id;

    /** In the order of the orders; PostgreSQL's. */
    @Column(insertable = false, updatable = false)
    long sequence;

    String prompt;
    String environment;

    @Column(name = "from_number")
    long from;

    @Column(name = "left_number")
    int leftNumber;

    @Column(name = "left_digest")
    String leftDigest;

    @Column(name = "target_number")
    int targetNumber;

    @Column(name = "target_digest")
    String targetDigest;

    @Column(name = "ordered_by")
    String orderedBy;

    @Nullable
    String reason;

    @Column(name = "detected_at")
    @Nullable
    Instant detectedAt;

    @Column(name = "ordered_at")
    Instant orderedAt;

    @Enumerated(EnumType.STRING)
    Rollback.State state;

    @Column(name = "live_at")
    @Nullable
    Instant liveAt;

    @Nullable
    String explanation;

    @Column(name = "applied_number")
    @Nullable
    Long appliedNumber;

    @Column(name = "release_partition")
    @Nullable
    Integer releasePartition;

    @Column(name = "release_offset")
    @Nullable
    Long releaseOffset;

    @Column(name = "everywhere_at")
    @Nullable
    Instant everywhereAt;

    @Column(name = "seen_at")
    @Nullable
    Instant seenAt;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_digest")
    String requestDigest;

    static RollbackRow of(Rollback rollback, @Nullable String idempotencyKey, Digest request) {
        var row = new RollbackRow();
        row.id = rollback.id();
        row.prompt = rollback.prompt();
        row.environment = rollback.environment();
        row.from = rollback.from();
        row.leftNumber = rollback.left().number();
        row.leftDigest = rollback.left().digest().value();
        row.targetNumber = rollback.target().number();
        row.targetDigest = rollback.target().digest().value();
        row.orderedBy = rollback.by();
        row.detectedAt = rollback.detectedAt();
        row.orderedAt = rollback.orderedAt();
        row.idempotencyKey = idempotencyKey;
        row.requestDigest = request.value();
        row.take(rollback);
        return row;
    }

    /** What can change. */
    void take(Rollback rollback) {
        reason = rollback.reason();
        state = rollback.state();
        liveAt = rollback.liveAt();
        explanation = rollback.explanation();
        var reach = rollback.reach();
        appliedNumber = reach == null ? null : Long.valueOf(reach.number());
        releasePartition = reach == null ? null : Integer.valueOf(reach.partition());
        releaseOffset = reach == null ? null : Long.valueOf(reach.offset());
        everywhereAt = reach == null ? null : reach.everywhereAt();
        seenAt = reach == null ? null : reach.seenAt();
    }

    Rollback rollback() {
        return new Rollback(
                id,
                prompt,
                environment,
                from,
                new VersionRef(leftNumber, new Digest(leftDigest)),
                new VersionRef(targetNumber, new Digest(targetDigest)),
                orderedBy,
                reason,
                detectedAt,
                orderedAt,
                state,
                liveAt,
                explanation,
                appliedNumber == null || releasePartition == null || releaseOffset == null
                        ? null
                        : new Reach(appliedNumber, releasePartition, releaseOffset, everywhereAt, seenAt));
    }
}
