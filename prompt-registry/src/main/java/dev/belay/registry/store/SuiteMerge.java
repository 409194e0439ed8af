package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.registry.domain.CurrentSuite;
import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.MergedCases;
import dev.belay.registry.domain.SuiteOutcome;
import dev.belay.registry.store.Saved.MissingVariable;
import dev.belay.registry.upload.CaseSpool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a prompt's next suite from its current one, of which never more than a batch is in memory. */
@ApplicationScoped
class SuiteMerge {

    private final ContentStore contents;
    private final CaseLists lists;
    private final CasePages pages;

    SuiteMerge(ContentStore contents, CaseLists lists, CasePages pages) {
        this.contents = contents;
        this.lists = lists;
        this.pages = pages;
    }

    /**
     * @param list of its cases
     * @param missing variables of the prompt that cases of the suite lack; then it must not be kept
     */
    record Merged(SuiteOutcome suite, long list, Excerpt<MissingVariable> missing) {}

    /**
     * What every case of the suite must have a value for.
     *
     * @param prompt absent when there is none
     * @param sentFit whether the cases that are sent are known to have them
     */
    record Fit(Optional<PromptDocument> prompt, boolean sentFit) {}

    /**
     * @param current absent when the prompt has no suite yet
     * @param base the suite that the sender's folder was pulled at
     */
    Merged merge(
            String prompt,
            @Nullable CurrentSuite current,
            @Nullable Digest base,
            boolean byPm,
            CaseSpool sent,
            Fit fit) {
        lists.lockShared();
        var held = current == null ? Optional.<Long>empty() : contents.list(current.digest());
        var next = new NextList(lists, prompt, held, contents.list(base), byPm);
        sent.forEachBatch(next::merge);
        return scanned(current, next, fit);
    }

    /** A pass over the whole suite costs seconds; it is spared when it could find nothing. */
    private Merged scanned(@Nullable CurrentSuite current, NextList next, Fit fit) {
        long list = next.list();
        int cases =
                (current == null ? 0 : current.cases()) + next.merged().added().count();
        var unfit = fit.sentFit() && next.asSent() == cases ? Optional.<PromptDocument>empty() : fit.prompt();
        if (current != null && next.isUnchanged() && unfit.isEmpty()) {
            return new Merged(
                    SuiteOutcome.of(current, current.digest(), current.cases(), next.merged()), list, Excerpt.none());
        }
        var found = SuiteScan.of(pages, list, unfit);
        return new Merged(
                SuiteOutcome.of(current, found.digest(), found.cases(), next.merged()), list, found.missing());
    }

    /** Variables of the prompt for which cases of the suite have no value. */
    Excerpt<MissingVariable> missing(@Nullable CurrentSuite current, PromptDocument document) {
        lists.lockShared();
        return current == null
                ? Excerpt.none()
                : SuiteScan.of(pages, contents.list(current.digest()).orElseThrow(), Optional.of(document))
                        .missing();
    }

    /** The suite without the case; empty when it does not have it. */
    Optional<Merged> without(CurrentSuite current, String caseId) {
        lists.lockShared();
        long held = contents.list(current.digest()).orElseThrow();
        if (!pages.has(held, caseId)) {
            return Optional.empty();
        }
        long list = lists.create();
        lists.copy(held, list);
        lists.remove(list, caseId);
        var found = SuiteScan.of(pages, list, Optional.empty());
        return Optional.of(new Merged(
                SuiteOutcome.of(current, found.digest(), found.cases(), MergedCases.NONE), list, found.missing()));
    }

    /** The erasure when this very suite was erased; then everything must be undone. */
    Optional<StoredContent.Erased> keep(Merged merged) {
        if (!merged.suite().isNew()) {
            return Optional.empty();
        }
        return switch (contents.put(merged.suite().digest(), merged.list())) {
            case StoredContent.Erased erased -> Optional.of(erased);
            case StoredContent.Listed(var list) -> {
                if (list != merged.list()) {
                    lists.drop(merged.list());
                }
                yield Optional.empty();
            }
            case StoredContent.Present present -> throw noSuite(merged);
            case StoredContent.Unknown unknown -> throw noSuite(merged);
        };
    }

    private static IllegalStateException noSuite(Merged merged) {
        return new IllegalStateException(merged.suite().digest() + " is not stored as a suite");
    }
}
