package dev.belay.registry.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class ChangeRows implements PanacheRepositoryBase<ChangeEntity, String> {
    List<ChangeEntity> undecided(String prompt) {
        return list(
                "prompt = ?1 and decidedAt is null and withdrawalRequestedAt is null order by proposedAt, change",
                prompt);
    }

    void heldBack(String change, Instant at) {
        update("heldBackAt = ?1 where change = ?2", at, change);
    }

    void reopened(String change) {
        update("decidedAt = null, heldBackAt = null where change = ?1", change);
    }

    void decided(String change, Instant at) {
        update("decidedAt = ?1 where change = ?2 and decidedAt is null", at, change);
    }
}
