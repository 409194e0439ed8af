package dev.belay.registry.store;

import dev.belay.registry.domain.Content;
import dev.belay.registry.domain.CriteriaOutcome;
import dev.belay.registry.domain.Publication;
import dev.belay.registry.domain.Publication.Accepted;
import dev.belay.registry.domain.Submission;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Optional;

/** Publishes folders: lock the prompt, decide, store, tell; all of it or nothing. */
@ApplicationScoped
public class Publications {

    private final PromptRecords records;
    private final ContentStore contents;

    Publications(PromptRecords records, ContentStore contents) {
        this.records = records;
        this.contents = contents;
    }

    /** When this returns {@link Saved.Done}, the publication is committed, and its events will be published. */
    @Transactional
    public Saved<Accepted> publish(Submission sent) {
        var prompt = sent.document().name();
        records.lock(prompt);
        var state = records.state(prompt, Content.of(sent.document()).digest());
        var saved = switch (Publication.of(state, sent, ChangeIds.next())) {
            case Publication.WithoutCriteria() -> new Saved.NoCriteria<Accepted>();
            case Accepted accepted -> save(sent, accepted);
        };
        if (!(saved instanceof Saved.Done)) {
            QuarkusTransaction.setRollbackOnly();
        }
        return saved;
    }

    private Saved<Accepted> save(Submission sent, Accepted accepted) {
        var missing = SuiteFit.missing(sent.document(), accepted.suite().document());
        if (!missing.isEmpty()) {
            return new Saved.Unfit<>(missing);
        }
        var erased = store(sent, accepted);
        if (erased.isPresent()) {
            return new Saved.ContentErased<>(erased.get());
        }
        records.record(accepted.events());
        return new Saved.Done<>(accepted);
    }

    private Optional<StoredContent.Erased> store(Submission sent, Accepted accepted) {
        var erasures = new ArrayList<Optional<StoredContent.Erased>>();
        erasures.add(contents.put(ContentKind.VERSION, Content.of(sent.document())));
        if (accepted.criteria() instanceof CriteriaOutcome.Published(var number, var digest, var document)) {
            erasures.add(contents.put(ContentKind.CRITERIA, Content.of(document)));
        }
        erasures.add(contents.put(ContentKind.SUITE, Content.of(accepted.suite().document())));
        return erasures.stream().flatMap(Optional::stream).findFirst();
    }
}
