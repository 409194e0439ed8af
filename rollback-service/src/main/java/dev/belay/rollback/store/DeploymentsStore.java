package dev.belay.rollback.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EventJson;
import dev.belay.rollback.domain.Deployments;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/** What the deployment log said, by prompt, as JSON: it is always read and written whole. */
@ApplicationScoped
public class DeploymentsStore {

    private final Rows rows;

    DeploymentsStore(Rows rows) {
        this.rows = rows;
    }

    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<DeploymentsRow, String> {}

    public Deployments of(String prompt) {
        return rows.findByIdOptional(prompt).map(row -> read(row.state)).orElseGet(() -> Deployments.none(prompt));
    }

    public void put(Deployments deployments) {
        var row = rows.findByIdOptional(deployments.prompt()).orElseGet(() -> {
            var added = new DeploymentsRow();
            added.prompt = deployments.prompt();
            return added;
        });
        row.state = write(deployments);
        rows.persist(row);
    }

    private static Deployments read(String json) {
        try {
            return EventJson.mapper().readValue(json, Deployments.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("stored deployments cannot be read: " + json, e);
        }
    }

    private static String write(Deployments deployments) {
        try {
            return EventJson.mapper().writeValueAsString(deployments);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + deployments, e);
        }
    }
}
