package dev.belay.worker.ledger.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import org.hibernate.Session;
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

    /** The database's clock, since leases are compared between instances. Plain SQL: it is asked for every claim. */
    Instant now() {
        return getEntityManager().unwrap(Session.class).doReturningWork(connection -> {
            try (var select = connection.prepareStatement("SELECT clock_timestamp()");
                    var row = select.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        });
    }
}
