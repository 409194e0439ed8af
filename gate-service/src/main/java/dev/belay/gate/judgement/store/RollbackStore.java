package dev.belay.gate.judgement.store;

import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.gate.judgement.domain.Handoff.UsedRollback;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rollbacks that were applied: a prompt is handed off only where they are known to work. */
@ApplicationScoped
public class RollbackStore implements PanacheRepositoryBase<RollbackUsedRow, String> {

    /** Returns whether it is new. */
    public boolean used(ReleaseApplied rollback) {
        if (findById(rollback.release()) != null) {
            return false;
        }
        var row = new RollbackUsedRow();
        row.release = rollback.release();
        row.prompt = rollback.prompt();
        row.by = rollback.by();
        row.appliedAt = rollback.appliedAt();
        persist(row);
        return true;
    }

    /** Oldest first. */
    public List<UsedRollback> of(String prompt) {
        return find("prompt = ?1", Sort.by("appliedAt"), prompt).stream()
                .map(row -> new UsedRollback(row.by, row.appliedAt))
                .toList();
    }
}
