package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The suite after the cases of a folder were merged into it by id: new ones are added, absent ones stay, and a changed
 * one replaces the registry's if it demands at least as much, or if the owner of the criteria sends it and knew the
 * registry's.
 *
 * @param number of the suite that holds now; the same as before when nothing changed
 */
public record SuiteOutcome(
        int number,
        Digest digest,
        SuiteDocument document,
        boolean isNew,
        List<String> added,
        List<String> changed,
        List<SkippedCase> skipped) {

    public SuiteOutcome {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        skipped = List.copyOf(skipped);
    }

    /** The registry's stays; what was sent is shown beside it. */
    public record SkippedCase(Case current, Case sent, String reason) {}

    /**
     * @param base the suite that the folder was pulled at, by which an old copy is told from an edit; absent when unknown
     * @param byOwner whether the owner of the criteria sends them; true as well while there are none
     */
    public static SuiteOutcome merge(
            @Nullable CurrentSuite current, @Nullable SuiteDocument base, boolean byOwner, List<Case> sent) {
        var cases = new TreeMap<String, Case>();
        var pulled = new TreeMap<String, Case>();
        if (current != null) {
            current.document().cases().forEach(held -> cases.put(held.id(), held));
        }
        if (base != null) {
            base.cases().forEach(held -> pulled.put(held.id(), held));
        }
        var added = new ArrayList<String>();
        var changed = new ArrayList<String>();
        var skipped = new ArrayList<SkippedCase>();
        for (var edited : sent) {
            switch (CaseOutcome.of(cases.get(edited.id()), pulled.get(edited.id()), byOwner, edited)) {
                case CaseOutcome.Added(var newCase) -> {
                    cases.put(newCase.id(), newCase);
                    added.add(newCase.id());
                }
                case CaseOutcome.Changed(var newCase) -> {
                    cases.put(newCase.id(), newCase);
                    changed.add(newCase.id());
                }
                case CaseOutcome.Unchanged() -> {}
                case CaseOutcome.Skipped(var skippedCase) -> skipped.add(skippedCase);
            }
        }
        return numbered(current, new SuiteDocument(List.copyOf(cases.values())), added, changed, skipped);
    }

    /** Without the case; only the owner of the criteria may ask for it. */
    public static SuiteOutcome without(CurrentSuite current, String caseId) {
        var rest = current.document().cases().stream()
                .filter(held -> !held.id().equals(caseId))
                .toList();
        return numbered(current, new SuiteDocument(rest), List.of(), List.of(), List.of());
    }

    private static SuiteOutcome numbered(
            @Nullable CurrentSuite current,
            SuiteDocument document,
            List<String> added,
            List<String> changed,
            List<SkippedCase> skipped) {
        var digest = Content.of(document).digest();
        if (current != null && digest.equals(current.digest())) {
            return new SuiteOutcome(current.number(), digest, document, false, added, changed, skipped);
        }
        var number = current == null ? 1 : current.number() + 1;
        return new SuiteOutcome(number, digest, document, true, added, changed, skipped);
    }
}
