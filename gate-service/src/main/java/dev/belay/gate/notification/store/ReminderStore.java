package dev.belay.gate.notification.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

/** What is asked for a second time, unless it is met before. */
@ApplicationScoped
public class ReminderStore implements PanacheRepositoryBase<ReminderRow, String> {

    public record Reminder(String run, String waitsFor) {}

    /** One a run: what it waited for before is no longer asked. */
    public void put(String run, String waitsFor, Instant due) {
        var there = findById(run);
        var row = there == null ? new ReminderRow() : there;
        row.run = run;
        row.waitsFor = waitsFor;
        row.due = due;
        persist(row);
    }

    /** Those that nobody else takes; they are gone once the transaction commits. */
    public List<Reminder> takeDue(Instant now, int most) {
        var rows = find("due <= ?1", Sort.by("due"), now)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", DeliveryStore.SKIP_LOCKED)
                .list();
        rows.forEach(this::delete);
        return rows.stream().map(row -> new Reminder(row.run, row.waitsFor)).toList();
    }
}
