package dev.belay.rollback.keys;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.KeyRevoked;
import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.outbox.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The keys for rollbacks, as {@code belay.keys} tells of them: in this service's database, so that nobody else is asked. */
@ApplicationScoped
public class RollBackKeys {

    private final Database database;

    RollBackKeys(Database database) {
        this.database = database;
    }

    /** In the caller's transaction. Once revoked a key stays so, whatever comes behind it. */
    void follow(KeyEvent event) {
        switch (event) {
            case KeyCreated created -> {
                if (created.useOrDefault() == Use.ROLL_BACK) {
                    add(created);
                }
            }
            case KeyRevoked revoked -> revoke(revoked);
        }
    }

    /** @param text as it is sent */
    public Optional<KeyCreated> find(String text) {
        return QuarkusTransaction.requiringNew().call(() -> found(Digest.of(text)));
    }

    private Optional<KeyCreated> found(Digest digest) {
        return database.with("look for a key", connection -> {
            try (var select = connection.prepareStatement(
                    "select id, prompts, environment from roll_back_key where digest = ? and not revoked")) {
                select.setString(1, digest.value());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new KeyCreated(
                                    row.getString(1), digest, row.getString(2), row.getString(3), "", Use.ROLL_BACK))
                            : Optional.empty();
                }
            }
        });
    }

    private void add(KeyCreated created) {
        database.with("keep a key", connection -> {
            try (var insert = connection.prepareStatement("""
                    insert into roll_back_key (id, digest, prompts, environment) values (?, ?, ?, ?)
                    on conflict (id) do nothing""")) {
                insert.setString(1, created.id());
                insert.setString(2, created.digest().value());
                insert.setString(3, created.prompts());
                insert.setString(4, created.environment());
                return insert.executeUpdate();
            }
        });
    }

    private void revoke(KeyRevoked revoked) {
        database.with("revoke a key", connection -> {
            try (var update = connection.prepareStatement("update roll_back_key set revoked = true where id = ?")) {
                update.setString(1, revoked.id());
                return update.executeUpdate();
            }
        });
    }
}
