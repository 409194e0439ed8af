package dev.belay.gate.attempt.store;

import dev.belay.gate.attempt.domain.Pause;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The prompts that are paused. */
@ApplicationScoped
public class PauseStore implements PanacheRepositoryBase<PauseRow, String> {

    /** Longest first. */
    public List<Pause> all() {
        return listAll(Sort.by("since").and("prompt")).stream()
                .map(PauseStore::pause)
                .toList();
    }

    public Optional<Pause> of(String prompt) {
        return findByIdOptional(prompt).map(PauseStore::pause);
    }

    /** One that is there stays. Returns the one that holds. */
    public Pause put(Pause pause) {
        var there = findById(pause.prompt(), LockModeType.PESSIMISTIC_WRITE);
        if (there != null) {
            return pause(there);
        }
        var row = new PauseRow();
        row.prompt = pause.prompt();
        row.by = pause.by();
        row.reason = pause.reason();
        row.since = pause.since();
        persist(row);
        return pause;
    }

    /** Whether there was one. */
    public boolean remove(String prompt) {
        return deleteById(prompt);
    }

    private static Pause pause(PauseRow row) {
        return new Pause(row.prompt, row.by, row.reason, row.since);
    }
}
