package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Erases what a version or a suite says, for good; that it was there, who erased it and why stays. A PM's to do. */
@ApplicationScoped
public class Erasure {

    private final PromptRecords records;
    private final VersionRows versions;
    private final SuiteRows suites;
    private final ContentStore contents;
    private final CaseLists lists;
    private final Clock clock;

    Erasure(
            PromptRecords records,
            VersionRows versions,
            SuiteRows suites,
            ContentStore contents,
            CaseLists lists,
            Clock clock) {
        this.records = records;
        this.versions = versions;
        this.suites = suites;
        this.contents = contents;
        this.lists = lists;
        this.clock = clock;
    }

    @Transactional
    public Saved<Digest> version(String prompt, int number, String actor, String reason) {
        var row = versions.numbered(prompt, number);
        return row.isEmpty()
                ? new Saved.NotFound<>("version " + number + " of " + prompt)
                : erase(new Digest(row.get().digest), actor, reason);
    }

    @Transactional
    public Saved<Digest> suite(String prompt, int number, String actor, String reason) {
        var row = suites.numbered(prompt, number);
        if (row.isEmpty()) {
            return new Saved.NotFound<>("suite " + number + " of " + prompt);
        }
        records.lock(prompt);
        lists.lockAlone();
        var user = suites.inUse(row.get().digest);
        if (user.isPresent()) {
            QuarkusTransaction.setRollbackOnly();
            return new Saved.Conflict<>("suite " + number + " is the one in use by " + user.get()
                    + ": remove the cases that must go from it first");
        }
        return erase(new Digest(row.get().digest), actor, reason);
    }

    private Saved<Digest> erase(Digest digest, String actor, String reason) {
        contents.erase(digest, actor, reason, clock.instant()).ifPresent(lists::drop);
        return new Saved.Done<>(digest);
    }
}
