package dev.belay.worker.ledger.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CompletionRepository implements PanacheRepositoryBase<CompletionEntity, String> {

    @Nullable
    CompletionEntity lock(String digest) {
        return findById(digest, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The claim itself: of any number of instances that try, one inserts. */
    boolean insertClaim(CompletionEntity claimed) {
        return getEntityManager()
                        .createNativeQuery("""
                                INSERT INTO completion (digest, team, provider, model, claim, lease_until)
                                VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING""")
                        .setParameter(1, claimed.digest)
                        .setParameter(2, claimed.team)
                        .setParameter(3, claimed.provider)
                        .setParameter(4, claimed.model)
                        .setParameter(5, claimed.claim)
                        .setParameter(6, claimed.leaseUntil)
                        .executeUpdate()
                == 1;
    }

    /** The database's clock, since leases are compared between instances. */
    Instant now() {
        return (Instant) getEntityManager()
                .createNativeQuery("SELECT clock_timestamp()", Instant.class)
                .getSingleResult();
    }
}
