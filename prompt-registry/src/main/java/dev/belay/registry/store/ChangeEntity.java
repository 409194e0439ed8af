package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.change.VersionRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "change")
@NullUnmarked
class ChangeEntity {

    @Id
    String change;

    String prompt;

    int candidateNumber;

    String candidateDigest;

    @Nullable
    String parent;

    String criteria;

    String suite;

    String author;

    String message;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] aspects;

    @Column(name = "check_only")
    boolean check;

    BigDecimal budgetUsd;

    @Nullable
    Integer samples;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable
    String[] authors;

    @Nullable
    Boolean whole;

    @Nullable
    String togetherGroup;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable
    String[] togetherPrompts;

    Instant proposedAt;

    @Nullable
    Instant withdrawalRequestedAt;

    @Nullable
    Instant heldBackAt;

    @Nullable
    Instant decidedAt;

    static ChangeEntity of(ChangeProposed proposed, Instant at) {
        var row = new ChangeEntity();
        row.change = proposed.change();
        row.prompt = proposed.prompt();
        row.candidateNumber = proposed.candidate().number();
        row.candidateDigest = proposed.candidate().digest().value();
        row.parent = proposed.parent() == null ? null : proposed.parent().value();
        row.criteria = proposed.criteria().value();
        row.suite = proposed.suite().value();
        row.author = proposed.author();
        row.message = proposed.message();
        row.aspects = proposed.aspects().stream().map(Aspect::name).sorted().toArray(String[]::new);
        row.check = proposed.check();
        row.budgetUsd = proposed.budgetUsd();
        row.samples = proposed.samples();
        row.authors = proposed.authors() == null
                ? null
                : proposed.authors().stream().sorted().toArray(String[]::new);
        row.whole = proposed.whole();
        if (proposed.together() != null) {
            row.togetherGroup = proposed.together().group();
            row.togetherPrompts = proposed.together().prompts().toArray(String[]::new);
        }
        row.proposedAt = at;
        return row;
    }

    ChangeProposed proposed() {
        return new ChangeProposed(
                prompt,
                change,
                new VersionRef(candidateNumber, new Digest(candidateDigest)),
                parent == null ? null : new Digest(parent),
                new Digest(criteria),
                new Digest(suite),
                author,
                message,
                Arrays.stream(aspects).map(Aspect::valueOf).collect(Collectors.toUnmodifiableSet()),
                check,
                budgetUsd,
                samples,
                authors == null ? null : Set.of(authors),
                whole,
                togetherGroup == null ? null : new Together(togetherGroup, Set.of(togetherPrompts)));
    }
}
