package dev.belay.gate.observation.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Prompts that applications use and nobody approved; every method works in the caller's transaction. */
@ApplicationScoped
public class ShadowStore implements PanacheRepositoryBase<ShadowRow, ShadowRow.Place> {

    /**
     * @param lastSource the key, or the person, that it came from last
     */
    public record Shadow(
            String prompt,
            Digest version,
            String environment,
            Kind kind,
            long observations,
            Instant firstSeen,
            Instant lastSeen,
            String lastSource) {}

    public enum Kind {
        /** The registry has no such version. */
        @JsonProperty("unknown")
        UNKNOWN,
        /** The registry has it, and no decision ever approved it. */
        @JsonProperty("never-approved")
        NEVER_APPROVED
    }

    public void seen(OutputObserved observed, Kind kind) {
        getEntityManager()
                .createNativeQuery("""
                        insert into shadow_prompt as seen (prompt, version, environment, known, first_seen, last_seen,
                            observations, last_source)
                        values (?1, ?2, ?3, ?4, ?5, ?5, 1, ?6)
                        on conflict (prompt, version, environment) do update set
                            known = excluded.known,
                            first_seen = least(seen.first_seen, excluded.first_seen),
                            last_seen = greatest(seen.last_seen, excluded.last_seen),
                            observations = seen.observations + 1,
                            last_source = excluded.last_source""")
                .setParameter(1, observed.prompt())
                .setParameter(2, observed.version().value())
                .setParameter(3, observed.environment())
                .setParameter(4, kind == Kind.NEVER_APPROVED)
                .setParameter(5, observed.observedAt())
                .setParameter(6, observed.source())
                .executeUpdate();
    }

    /** Of a team, the one that was seen last first. */
    public List<Shadow> of(String team) {
        return find("substring(prompt, 1, locate('/', prompt) - 1) = ?1 order by lastSeen desc, prompt", team).stream()
                .map(row -> new Shadow(
                        row.prompt,
                        new Digest(row.version),
                        row.environment,
                        row.known ? Kind.NEVER_APPROVED : Kind.UNKNOWN,
                        row.observations,
                        row.firstSeen,
                        row.lastSeen,
                        row.lastSource))
                .toList();
    }
}
