package dev.belay.gate.closure.store;

import dev.belay.gate.closure.domain.Closure;
import dev.belay.gate.closure.domain.Closure.Freeze;
import dev.belay.gate.closure.domain.Closure.Rollback;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What keeps promotes back, by prompt. Every method works in the caller's transaction. */
@ApplicationScoped
public class ClosureStore implements PanacheRepositoryBase<ClosureRow, String> {

    public Closure of(String prompt) {
        return findByIdOptional(prompt).map(ClosureStore::closure).orElseGet(() -> Closure.none(prompt));
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
        row.rollbackNumber = rollback.map(Rollback::number).orElse(null);
        row.rolledBackBy = rollback.map(Rollback::by).orElse(null);
        row.rolledBackAt = rollback.map(Rollback::at).orElse(null);
        row.reopened = rollback.map(Rollback::reopened).orElse(false);
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
                row.rollbackNumber == null
                        ? null
                        : new Rollback(
                                row.rollbackNumber,
                                row.rolledBackBy,
                                row.rolledBackAt == null ? Instant.EPOCH : row.rolledBackAt,
                                row.reopened),
                row.freezeNumber,
                row.frozen
                        ? new Freeze(
                                String.valueOf(row.frozenBy),
                                String.valueOf(row.frozenBecause),
                                row.frozenAt == null ? Instant.EPOCH : row.frozenAt)
                        : null);
    }
}
