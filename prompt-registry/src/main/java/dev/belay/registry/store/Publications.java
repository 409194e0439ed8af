package dev.belay.registry.store;

import dev.belay.registry.domain.Content;
import dev.belay.registry.domain.CriteriaOutcome;
import dev.belay.registry.domain.PromptState;
import dev.belay.registry.domain.Proven;
import dev.belay.registry.domain.Publication;
import dev.belay.registry.domain.Publication.Accepted;
import dev.belay.registry.domain.Submission;
import dev.belay.registry.upload.CaseSpool;
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
    private final SuiteMerge suites;

    Publications(PromptRecords records, ContentStore contents, SuiteMerge suites) {
        this.records = records;
        this.contents = contents;
        this.suites = suites;
    }

    /** When this returns {@link Saved.Done}, the publication is committed, and its events will be published. */
    @Transactional
    public Saved<Accepted> publish(Submission sent, Proven proven, CaseSpool cases) {
        var prompt = sent.document().name();
        records.lock(prompt);
        var state = records.state(prompt, Content.of(sent.document()).digest());
        var saved = state.criteria() == null && sent.criteria() == null
                ? new Saved.NoCriteria<Accepted>()
                : merge(state, sent, proven, cases);
        if (!(saved instanceof Saved.Done)) {
            QuarkusTransaction.setRollbackOnly();
        }
        return saved;
    }

    private Saved<Accepted> merge(PromptState state, Submission sent, Proven proven, CaseSpool cases) {
        var merged = suites.merge(
                state.prompt(),
                state.suite(),
                sent.suiteBase(),
                state.mayBeWeakenedBy(sent.actor()),
                cases,
                new SuiteMerge.Fit(Optional.of(sent.document()), true));
        if (!merged.missing().isEmpty()) {
            return new Saved.Unfit<>(merged.missing());
        }
        return switch (Publication.of(state, sent, merged.suite(), ChangeIds.next())) {
            case Publication.WithoutCriteria() -> new Saved.NoCriteria<Accepted>();
            case Publication.CriteriaNotByPm() -> new Saved.NotByPm<Accepted>("criteria of " + state.prompt());
            case Accepted accepted
            when accepted.publishesCriteria() && !proven.suffices() -> new Saved.Unproven<Accepted>(proven);
            case Accepted accepted -> save(sent, accepted, merged);
        };
    }

    private Saved<Accepted> save(Submission sent, Accepted accepted, SuiteMerge.Merged merged) {
        var erased = store(sent, accepted, merged);
        if (erased.isPresent()) {
            return new Saved.ContentErased<>(erased.get());
        }
        records.record(accepted.events());
        return new Saved.Done<>(accepted);
    }

    private Optional<StoredContent.Erased> store(Submission sent, Accepted accepted, SuiteMerge.Merged merged) {
        var erasures = new ArrayList<Optional<StoredContent.Erased>>();
        erasures.add(contents.put(ContentKind.VERSION, Content.of(sent.document())));
        if (accepted.criteria() instanceof CriteriaOutcome.Published(var number, var digest, var document)) {
            erasures.add(contents.put(ContentKind.CRITERIA, Content.of(document)));
        }
        erasures.add(suites.keep(merged));
        return erasures.stream().flatMap(Optional::stream).findFirst();
    }
}
