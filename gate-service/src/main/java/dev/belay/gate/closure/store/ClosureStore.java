package dev.belay.gate.closure.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.gate.closure.domain.Closure;
import dev.belay.gate.closure.domain.Closure.Freeze;
import dev.belay.gate.closure.domain.Closure.Rollback;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps promotes back, by prompt. Every method works in the caller's transaction. */
@ApplicationScoped
public class ClosureStore implements PanacheRepositoryBase<ClosureRow, String> {

    public Closure of(String prompt) {
        return findByIdOptional(prompt).map(ClosureStore::closure).orElseGet(() -> Closure.none(prompt));
    }

    /** Waits for whoever else changes it. */
    public Closure lock(String prompt) {
        return findByIdOptional(prompt, LockModeType.PESSIMISTIC_WRITE)
                .map(ClosureStore::closure)
                .orElseGet(() -> Closure.none(prompt));
    }

    /** Those to which nothing is promoted, by prompt. */
    public List<Closure> closed() {
        return find("frozen = true or rollbackNumber is not null and reopened = false", Sort.by("prompt")).stream()
                .map(ClosureStore::closure)
                .toList();
    }

    public void put(Closure closure) {
        var row = findByIdOptional(closure.prompt()).orElseGet(() -> {
            var added = new ClosureRow();
            added.prompt = closure.prompt();
            return added;
        });
        var rollback = Optional.ofNullable(closure.rollback());
        row.rollbackRelease = rollback.map(Rollback::release).orElse(null);
        row.rollbackEnvironment = rollback.map(Rollback::environment).orElse(null);
        row.rollbackNumber = rollback.map(Rollback::number).orElse(null);
        row.rolledBackBy = rollback.map(Rollback::by).orElse(null);
        row.rolledBackAt = rollback.map(Rollback::at).orElse(null);
        var left = rollback.map(Rollback::left);
        row.leftNumber = left.map(VersionRef::number).orElse(null);
        row.leftVersion = left.map(version -> version.digest().value()).orElse(null);
        row.reopened = rollback.map(Rollback::reopened).orElse(false);
        row.over = rollback.map(Rollback::over).orElse(false);
        row.held = JsonText.of(closure.held().stream().sorted().toList());
        row.offset = closure.offset();
        row.freezeNumber = closure.freezes();
        var freeze = Optional.ofNullable(closure.freeze());
        row.frozen = freeze.isPresent();
        row.frozenBy = freeze.map(Freeze::by).orElse(null);
        row.frozenBecause = freeze.map(Freeze::because).orElse(null);
        row.frozenAt = freeze.map(Freeze::at).orElse(null);
        persist(row);
    }

    private static Closure closure(ClosureRow row) {
        return new Closure(
                row.prompt,
                row.rollbackNumber == null ? null : rollback(row, row.rollbackNumber),
                Set.of(JsonText.read(row.held, Digest[].class)),
                row.offset,
                row.freezeNumber,
                row.frozen
                        ? new Freeze(
                                String.valueOf(row.frozenBy),
                                String.valueOf(row.frozenBecause),
                                row.frozenAt == null ? Instant.EPOCH : row.frozenAt)
                        : null);
    }

    private static Rollback rollback(ClosureRow row, long number) {
        return new Rollback(
                String.valueOf(row.rollbackRelease),
                String.valueOf(row.rollbackEnvironment),
                number,
                row.rolledBackBy,
                row.rolledBackAt == null ? Instant.EPOCH : row.rolledBackAt,
                row.leftNumber == null || row.leftVersion == null
                        ? null
                        : new VersionRef(row.leftNumber, new Digest(row.leftVersion)),
                row.reopened,
                row.over);
    }
}
