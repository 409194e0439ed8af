package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.Weakening;
import dev.belay.registry.domain.Actor;
import dev.belay.registry.domain.Content;
import dev.belay.registry.domain.CriteriaOutcome;
import dev.belay.registry.domain.CriteriaOutcome.Obstacle;
import dev.belay.registry.domain.CurrentCriteria;
import dev.belay.registry.domain.MergedCases;
import dev.belay.registry.domain.Proven;
import dev.belay.registry.domain.SuiteOutcome;
import dev.belay.registry.upload.CaseSpool;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes a version, criteria or cases alone, without proposing a change. */
@ApplicationScoped
public class Pieces {

    private final PromptRecords records;
    private final ContentStore contents;
    private final SuiteMerge suites;

    Pieces(PromptRecords records, ContentStore contents, SuiteMerge suites) {
        this.records = records;
        this.contents = contents;
        this.suites = suites;
    }

    /** @param existing whether the registry had it already */
    public record Kept(int number, Digest digest, boolean existing) {}

    /**
     * @param existing as of {@link Kept}
     * @param weakens how they demand less than those before
     */
    public record KeptCriteria(int number, Digest digest, boolean existing, List<Weakening> weakens) {}

    @Transactional
    public Saved<Kept> version(PromptDocument document, @Nullable Digest parent, String actor) {
        var content = Content.of(document);
        records.lock(document.name());
        var state = records.state(document.name(), content.digest());
        var missing = suites.missing(state.suite(), document);
        if (!missing.isEmpty()) {
            return undone(new Saved.Unfit<>(missing));
        }
        if (state.sameContent() != null) {
            return new Saved.Done<>(new Kept(state.sameContent().number(), content.digest(), true));
        }
        var version = new VersionRef(state.lastVersion() + 1, content.digest());
        var event = new VersionPublished(document.name(), version, parent, actor);
        return keep(ContentKind.VERSION, document, event, new Kept(version.number(), version.digest(), false));
    }

    /** @param base digest of the criteria that these replace; absent when there are none yet */
    @Transactional
    public Saved<KeptCriteria> criteria(
            String prompt, CriteriaDocument document, Proven proven, @Nullable Digest base, Actor actor) {
        records.lock(prompt);
        var current = records.criteria(prompt).orElse(null);
        var outcome = CriteriaOutcome.ofSent(current, actor, document, base);
        return switch (outcome) {
            case CriteriaOutcome.Published unproven when !proven.suffices() -> undone(new Saved.Unproven<>(proven));
            case CriteriaOutcome.Published(var number, var digest, var published) -> {
                var event = new CriteriaPublished(prompt, number, digest, published.owner(), actor.name());
                var kept = new KeptCriteria(number, digest, false, outcome.weakens(current));
                yield keep(ContentKind.CRITERIA, published, event, kept);
            }
            case CriteriaOutcome.Unchanged(var same) ->
                new Saved.Done<>(new KeptCriteria(same.number(), same.digest(), true, List.of()));
            case CriteriaOutcome.Skipped(var held, var sent, var obstacle) -> undone(refusal(held, obstacle));
            case CriteriaOutcome.NotByPm() -> undone(new Saved.NotByPm<>("criteria of " + prompt));
        };
    }

    private static Saved<KeptCriteria> refusal(CurrentCriteria held, Obstacle obstacle) {
        return switch (obstacle) {
            case NOT_A_PM -> new Saved.NotByPm<>("these criteria");
            case REGISTRY_MOVED_ON ->
                new Saved.Conflict<>("the registry's criteria are number " + held.number() + ", " + held.digest());
        };
    }

    /** Merges cases into the suite by their ids, as {@link MergedCases} says. */
    @Transactional
    public Saved<SuiteOutcome> cases(String prompt, CaseSpool sent, @Nullable Digest base, Actor actor) {
        records.lock(prompt);
        var state = records.state(prompt, null);
        var fit = new SuiteMerge.Fit(records.newestDocument(prompt), false);
        var merged = suites.merge(prompt, state.suite(), base, state.mayBeWeakenedBy(actor), sent, fit);
        return merged.missing().isEmpty()
                ? keep(prompt, merged, actor.name())
                : undone(new Saved.Unfit<>(merged.missing()));
    }

    /** The only way in which a case leaves the suite, and a PM's to go. */
    @Transactional
    public Saved<SuiteOutcome> removeCase(String prompt, String caseId, String actor) {
        var known = records.suite(prompt);
        if (known.isEmpty()) {
            return undone(new Saved.NotFound<>("case " + caseId + " of " + prompt));
        }
        records.lock(prompt);
        var state = records.state(prompt, null);
        var without = suites.without(state.suite(), caseId);
        if (without.isEmpty()) {
            return undone(new Saved.NotFound<>("case " + caseId + " of " + prompt));
        }
        return keep(prompt, without.get(), actor);
    }

    private Saved<SuiteOutcome> keep(String prompt, SuiteMerge.Merged merged, String actor) {
        var erased = suites.keep(merged);
        if (erased.isPresent()) {
            return undone(new Saved.ContentErased<>(erased.get()));
        }
        if (merged.suite().isNew()) {
            records.record(List.of(merged.suite().published(prompt, actor)));
        }
        return new Saved.Done<>(merged.suite());
    }

    private <T> Saved<T> keep(ContentKind kind, Object document, ChangeEvent event, T kept) {
        var erased = contents.put(kind, Content.of(document));
        if (erased.isPresent()) {
            return undone(new Saved.ContentErased<>(erased.get()));
        }
        records.record(List.of(event));
        return new Saved.Done<>(kept);
    }

    private static <T> Saved<T> undone(Saved<T> refusal) {
        QuarkusTransaction.setRollbackOnly();
        return refusal;
    }
}
