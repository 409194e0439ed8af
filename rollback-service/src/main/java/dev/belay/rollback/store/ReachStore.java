package dev.belay.rollback.store;

import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.outbox.Database;
import dev.belay.rollback.domain.Reach.Replica;
import dev.belay.rollback.domain.Reach.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** What replicas and subscribers said last. Every method works in the caller's transaction. */
@ApplicationScoped
public class ReachStore {

    private final Database database;

    ReachStore(Database database) {
        this.database = database;
    }

    /** A late one changes nothing. */
    public boolean put(ReleasesFollowed followed) {
        return database.with("keep how far a replica has read", connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into replica (replica, offsets, at) values (?, ?, ?)
                    on conflict (replica) do update set offsets = excluded.offsets, at = excluded.at
                    where replica.at < excluded.at""")) {
                upsert.setString(1, followed.replica());
                upsert.setArray(
                        2, connection.createArrayOf("bigint", followed.offsets().toArray()));
                upsert.setTimestamp(3, Timestamp.from(followed.at()));
                return upsert.executeUpdate() > 0;
            }
        });
    }

    /** A late one changes nothing. */
    public boolean put(ReleaseServed served) {
        return database.with("keep what a subscriber serves", connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into subscriber (prompt, environment, subscriber, number, at) values (?, ?, ?, ?, ?)
                    on conflict (prompt, environment, subscriber) do update set number = excluded.number, at = excluded.at
                    where subscriber.at < excluded.at""")) {
                upsert.setString(1, served.prompt());
                upsert.setString(2, served.environment());
                upsert.setString(3, served.by() + " " + served.subscriber());
                upsert.setLong(4, served.number());
                upsert.setTimestamp(5, Timestamp.from(served.at()));
                return upsert.executeUpdate() > 0;
            }
        });
    }

    public List<Replica> replicas() {
        return database.with("read how far replicas have read", connection -> {
            try (var select = connection.prepareStatement("select replica, offsets, at from replica");
                    var rows = select.executeQuery()) {
                var found = new ArrayList<Replica>();
                while (rows.next()) {
                    found.add(new Replica(
                            rows.getString(1),
                            List.of((Long[]) rows.getArray(2).getArray()),
                            rows.getTimestamp(3).toInstant()));
                }
                return found;
            }
        });
    }

    public List<Subscriber> subscribers(String prompt, String environment) {
        return database.with("read what subscribers serve", connection -> {
            try (var select = connection.prepareStatement(
                    "select subscriber, number, at from subscriber where prompt = ? and environment = ?")) {
                select.setString(1, prompt);
                select.setString(2, environment);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Subscriber>();
                    while (rows.next()) {
                        found.add(new Subscriber(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getTimestamp(3).toInstant()));
                    }
                    return found;
                }
            }
        });
    }
}
