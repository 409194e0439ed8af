package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.outbox.Outbox;
import dev.belay.registry.domain.CurrentCriteria;
import dev.belay.registry.domain.CurrentSuite;
import dev.belay.registry.domain.PromptState;
import dev.belay.registry.domain.UndecidedChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prompt's rows, read and changed under its lock: each event gets its row and goes to the outbox, in the caller's
 * transaction.
 */
@ApplicationScoped
class PromptRecords {

    private final EntityManager entities;
    private final VersionRows versions;
    private final CriteriaRows criteria;
    private final SuiteRows suites;
    private final ChangeRows changes;
    private final ContentStore contents;
    private final Outbox outbox;
    private final Clock clock;

    PromptRecords(
            EntityManager entities,
            VersionRows versions,
            CriteriaRows criteria,
            SuiteRows suites,
            ChangeRows changes,
            ContentStore contents,
            Outbox outbox,
            Clock clock) {
        this.entities = entities;
        this.versions = versions;
        this.criteria = criteria;
        this.suites = suites;
        this.changes = changes;
        this.contents = contents;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Until the transaction ends, nobody else publishes to the prompt. Makes it when it is new. */
    void lock(String prompt) {
        entities.createNativeQuery("insert into prompt (name) values (?1) on conflict do nothing")
                .setParameter(1, prompt)
                .executeUpdate();
        entities.createNativeQuery("select name from prompt where name = ?1 for update")
                .setParameter(1, prompt)
                .getSingleResult();
    }

    /** @param sent digest of the version that is being published; absent when none is */
    PromptState state(String prompt, @Nullable Digest sent) {
        return new PromptState(
                prompt,
                versions.newest(prompt).map(row -> row.number).orElse(0),
                sent == null ? null : version(prompt, sent).orElse(null),
                criteria(prompt).orElse(null),
                suite(prompt).orElse(null),
                changes.undecided(prompt).stream()
                        .map(row -> new UndecidedChange(row.proposed(), row.heldBackAt != null))
                        .toList());
    }

    Optional<VersionRef> version(String prompt, Digest digest) {
        return versions.withContent(prompt, digest.value()).map(row -> new VersionRef(row.number, digest));
    }

    Optional<CurrentCriteria> criteria(String prompt) {
        return criteria.newest(prompt).map(row -> {
            var digest = new Digest(row.digest);
            return new CurrentCriteria(row.number, digest, contents.document(digest, CriteriaDocument.class));
        });
    }

    Optional<CurrentSuite> suite(String prompt) {
        return suites.newest(prompt).map(row -> new CurrentSuite(row.number, new Digest(row.digest), row.cases));
    }

    /** Of the newest version; absent when there is none, or it was erased. */
    Optional<PromptDocument> newestDocument(String prompt) {
        return versions.newest(prompt)
                .map(row -> new Digest(row.digest))
                .filter(digest -> contents.erasure(digest).isEmpty())
                .map(digest -> contents.document(digest, PromptDocument.class));
    }

    /** The contents that the events name must be stored already. */
    void record(List<ChangeEvent> events) {
        for (var event : events) {
            switch (event) {
                case VersionPublished published -> add(published);
                case CriteriaPublished published -> add(published);
                case SuitePublished published -> add(published);
                case ChangeProposed proposed -> changes.persist(ChangeEntity.of(proposed, clock.instant()));
                case WithdrawalRequested requested ->
                    changes.findById(requested.change()).withdrawalRequestedAt = clock.instant();
            }
            outbox.add(event);
        }
    }

    private void add(VersionPublished published) {
        var row = new VersionEntity();
        row.prompt = published.prompt();
        row.number = published.version().number();
        row.digest = published.version().digest().value();
        row.parent = published.parent() == null ? null : published.parent().value();
        row.author = published.author();
        row.publishedAt = clock.instant();
        versions.persist(row);
    }

    private void add(CriteriaPublished published) {
        var row = new CriteriaEntity();
        row.prompt = published.prompt();
        row.number = published.number();
        row.digest = published.digest().value();
        row.owner = published.owner();
        row.author = published.author();
        row.publishedAt = clock.instant();
        criteria.persist(row);
    }

    private void add(SuitePublished published) {
        var row = new SuiteEntity();
        row.prompt = published.prompt();
        row.number = published.number();
        row.digest = published.digest().value();
        row.cases = published.cases();
        row.author = published.author();
        row.publishedAt = clock.instant();
        suites.persist(row);
    }
}
