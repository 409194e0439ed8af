package dev.belay.gate.observation.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.observation.domain.Violation;
import dev.belay.identity.Readable;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Violations and what came of them; every method works in the caller's transaction. */
@ApplicationScoped
public class BreachStore implements PanacheRepositoryBase<BreachRow, BreachRow.Place> {

    /** One transaction at a time counts the violations of a prompt, or two would each miss the other's. */
    public void lock(String prompt) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 7))")
                .setParameter(1, prompt)
                .getResultList();
    }

    /** Returns false for an observation that is there already: one that a judge finds again counts once. */
    public boolean add(Violation violation) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into violation (observation, prompt, environment, number, output, violated,
                                    source, trusted, observed_at)
                                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict do nothing""")
                        .setParameter(1, violation.observation())
                        .setParameter(2, violation.prompt())
                        .setParameter(3, violation.environment())
                        .setParameter(4, violation.number())
                        .setParameter(5, violation.output().value())
                        .setParameter(6, JsonText.of(violation.violated()))
                        .setParameter(7, violation.source())
                        .setParameter(8, violation.trusted())
                        .setParameter(9, violation.observedAt())
                        .executeUpdate()
                > 0;
    }

    /** @param most newest ones; a limit that is higher is reached by them all the same, since one breach ends the counting */
    public List<Violation> of(Violation like, Instant since, int most) {
        return getEntityManager()
                .createQuery(
                        "from ViolationRow where prompt = ?1 and environment = ?2 and number = ?3 and observedAt >= ?4"
                                + " order by observedAt desc",
                        ViolationRow.class)
                .setParameter(1, like.prompt())
                .setParameter(2, like.environment())
                .setParameter(3, like.number())
                .setParameter(4, since)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(BreachStore::violation)
                .toList();
    }

    public int forgetViolations(Instant before) {
        return getEntityManager()
                .createQuery("delete from ViolationRow where observedAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }

    public boolean isKnown(String prompt, String environment, long number) {
        return findById(new BreachRow.Place(prompt, environment, number)) != null;
    }

    public void add(BreachDetected breach) {
        var row = new BreachRow();
        row.prompt = breach.prompt();
        row.environment = breach.environment();
        row.number = breach.number();
        row.event = JsonText.of(breach);
        row.detectedAt = breach.detectedAt();
        persist(row);
    }

    /** A warning that became more than one: a second source said so too. */
    public void replace(BreachDetected breach) {
        var row = findById(new BreachRow.Place(breach.prompt(), breach.environment(), breach.number()));
        row.event = JsonText.of(breach);
        row.detectedAt = breach.detectedAt();
    }

    public BreachDetected breach(String prompt, String environment, long number) {
        return JsonText.read(findById(new BreachRow.Place(prompt, environment, number)).event, BreachDetected.class);
    }

    /** Newest first. */
    public List<BreachDetected> newest(Readable readable, int limit) {
        var sort = Sort.descending("detectedAt", "prompt");
        var found = readable.everything()
                ? findAll(sort)
                : find("substring(prompt, 1, locate('/', prompt) - 1) in ?1", sort, readable.teams());
        return found.page(0, limit).stream()
                .map(row -> JsonText.read(row.event, BreachDetected.class))
                .toList();
    }

    private static Violation violation(ViolationRow row) {
        return new Violation(
                row.observation,
                row.prompt,
                row.environment,
                row.number,
                new Digest(row.output),
                List.of(JsonText.read(row.violated, String[].class)),
                row.source,
                row.trusted,
                row.observedAt);
    }
}
