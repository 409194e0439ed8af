package dev.belay.gate.notification.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Which teams had which week's digest. */
@ApplicationScoped
public class DigestStore {

    private final Session session;

    DigestStore(Session session) {
        this.session = session;
    }

    /** Teams with people to tell, since before it was due, that did not have it. */
    public List<String> waitingTeams(Instant due) {
        return session.createNativeQuery("""
                        select distinct w.team from webhook w where w.channel <> 'webhook' and w.created_at < :due
                        and not exists (select 1 from digest d where d.team = w.team and d.due = :due)""", String.class)
                .setParameter("due", due)
                .getResultList();
    }

    /** Whether it is this transaction's to tell; another's waits for this one to end. */
    public boolean take(String team, Instant due) {
        return session.createNativeMutationQuery(
                                "insert into digest (team, due) values (:team, :due) on conflict do nothing")
                        .setParameter("team", team)
                        .setParameter("due", due)
                        .executeUpdate()
                == 1;
    }
}
