package dev.belay.rollback.store;

import dev.belay.rollback.domain.GroupedRelease;
import dev.belay.rollback.domain.GroupedRelease.Outcome;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Releases that belong together. Every method works in the caller's transaction. */
@ApplicationScoped
public class GroupedReleaseStore {

    private final Rows rows;

    GroupedReleaseStore(Rows rows) {
        this.rows = rows;
    }

    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<GroupedReleaseRow, String> {}

    /** Also of one whose outcome came first. */
    public void put(GroupedRelease release) {
        var row = rows.findByIdOptional(release.release()).orElseGet(() -> {
            var added = new GroupedReleaseRow();
            added.release = release.release();
            return added;
        });
        row.group = release.group();
        row.prompt = release.prompt();
        row.environment = release.environment();
        row.version = release.version();
        row.number = release.number();
        row.outcome = release.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        rows.persist(row);
    }

    public Optional<GroupedRelease> find(String release) {
        return rows.findByIdOptional(release).map(GroupedReleaseStore::release);
    }

    /** By prompt. */
    public List<GroupedRelease> of(String group) {
        return rows.find("group = ?1 order by prompt, release", group).stream()
                .map(GroupedReleaseStore::release)
                .toList();
    }

    /**
     * Until the transaction ends nobody else looks at the group: of two outcomes that come at once, the second is told what the
     * first has done.
     */
    public void lock(String group) {
        rows.getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended('group ' || :group, 0))::text")
                .setParameter("group", group)
                .getSingleResult();
    }

    private static GroupedRelease release(GroupedReleaseRow row) {
        return new GroupedRelease(
                row.release,
                row.group,
                row.prompt,
                row.environment,
                row.version,
                row.number,
                Outcome.valueOf(row.outcome.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
}
