package dev.belay.worker.ledger.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "completion")
class CompletionEntity {

    @Id
    String digest = "";

    String team = "";
    String provider = "";
    String model = "";

    @Nullable
    UUID claim;

    @Column(name = "lease_until")
    @Nullable
    Instant leaseUntil;

    @Column(name = "recorded_at")
    @Nullable
    Instant recordedAt;

    @Nullable
    String text;

    @Column(name = "finish_reason")
    @Nullable
    String finishReason;

    @Column(name = "latency_ms")
    @Nullable
    Long latencyMs;

    @Column(name = "cost_usd")
    @Nullable
    BigDecimal costUsd;

    @Column(name = "prompt_tokens")
    @Nullable
    Integer promptTokens;

    @Column(name = "completion_tokens")
    @Nullable
    Integer completionTokens;

    boolean simulated;

    @Column(name = "erased_at")
    @Nullable
    Instant erasedAt;

    @Column(name = "erased_by")
    @Nullable
    String erasedBy;

    @Column(name = "erase_reason")
    @Nullable
    String eraseReason;

    static CompletionEntity of(Completion completion) {
        var entity = new CompletionEntity();
        entity.digest = completion.digest().value();
        entity.team = completion.team();
        entity.provider = completion.provider();
        entity.model = completion.model();
        entity.record(completion);
        return entity;
    }

    Entry entry() {
        if (erasedAt != null) {
            return new Entry.Erased(erasedAt, String.valueOf(eraseReason));
        }
        if (recordedAt == null) {
            return new Entry.Claimed(Objects.requireNonNull(claim), Objects.requireNonNull(leaseUntil));
        }
        return new Entry.Recorded(new Completion(
                new Digest(digest),
                team,
                provider,
                model,
                Objects.requireNonNull(text),
                finishReason,
                Objects.requireNonNull(latencyMs),
                costUsd,
                promptTokens,
                completionTokens,
                recordedAt,
                simulated));
    }

    void record(Completion completion) {
        recordedAt = completion.recordedAt();
        text = completion.text();
        finishReason = completion.finishReason();
        latencyMs = completion.latencyMs();
        costUsd = completion.costUsd();
        promptTokens = completion.promptTokens();
        completionTokens = completion.completionTokens();
        simulated = completion.simulated();
    }

    void erase(Instant at, String by, String reason) {
        text = null;
        erasedAt = at;
        erasedBy = by;
        eraseReason = reason;
    }
}
