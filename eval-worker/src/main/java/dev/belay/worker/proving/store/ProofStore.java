package dev.belay.worker.proving.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.event.EventJson;
import dev.belay.outbox.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The last proof of each criteria; one that holds stays. */
@ApplicationScoped
public class ProofStore {

    private final Database database;

    ProofStore(Database database) {
        this.database = database;
    }

    @Transactional
    public Optional<CriteriaProof> find(Digest criteria) {
        return database.with("read a proof", connection -> {
            try (var select = connection.prepareStatement("SELECT proof FROM proof WHERE criteria = ?")) {
                select.setString(1, criteria.value());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    @Transactional
    public int keep(CriteriaProof proof) {
        return database.with("keep a proof", connection -> {
            try (var insert = connection.prepareStatement("""
                    INSERT INTO proof (criteria, holds, proof) VALUES (?, ?, ?)
                    ON CONFLICT (criteria) DO UPDATE SET holds = excluded.holds, proof = excluded.proof
                    WHERE NOT proof.holds""")) {
                insert.setString(1, proof.criteria().value());
                insert.setBoolean(2, proof.holds());
                insert.setString(3, write(proof));
                return insert.executeUpdate();
            }
        });
    }

    private static CriteriaProof read(String json) {
        try {
            return EventJson.mapper().readValue(json, CriteriaProof.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a proof: " + json, e);
        }
    }

    private static String write(CriteriaProof proof) {
        try {
            return EventJson.mapper().writeValueAsString(proof);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + proof, e);
        }
    }
}
