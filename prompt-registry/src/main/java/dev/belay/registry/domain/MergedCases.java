package dev.belay.registry.domain;

import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the cases of a folder that were merged into a suite by their ids: new ones are added, absent ones stay,
 * and a changed one replaces the registry's if it demands at least as much, or if a PM sends it and
 * knew the registry's. Cases are decided one by one, so a suite is merged batch by batch.
 *
 * @param added ids
 * @param changed ids
 * @param weakened how changed ones may demand less than before, like {@code case a: its threshold differs}
 */
public record MergedCases(
        Excerpt<String> added, Excerpt<String> changed, Excerpt<String> weakened, Excerpt<SkippedCase> skipped) {

    public static final MergedCases NONE =
            new MergedCases(Excerpt.none(), Excerpt.none(), Excerpt.none(), Excerpt.none());

    /** The registry's stays; what was sent is shown beside it. */
    public record SkippedCase(Case current, Case sent, String reason) {}

    /**
     * Ids of those that are new in the suite, ids of those that replace the one of their id, how some of these demand less,
     * and the rest that differ.
     */
    public record Batch(List<String> added, List<String> changed, List<String> weakened, List<SkippedCase> skipped) {

        /**
         * @param current the registry's cases with the ids of those sent, by id
         * @param pulled the same of the suite that the folder was pulled at, by which an old copy is told from an edit
         * @param byPm whether a PM sends them; true as well while there are no criteria
         */
        public static Batch of(List<Case> sent, Map<String, Case> current, Map<String, Case> pulled, boolean byPm) {
            var batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (var each : sent) {
                batch.add(CaseOutcome.of(current.get(each.id()), pulled.get(each.id()), byPm, each));
            }
            return batch;
        }

        private void add(CaseOutcome outcome) {
            switch (outcome) {
                case CaseOutcome.Added(var newCase) -> added.add(newCase.id());
                case CaseOutcome.Changed(var newCase, var weakening) -> {
                    changed.add(newCase.id());
                    weakening.ifPresent(how -> weakened.add("case " + newCase.id() + ": " + how));
                }
                case CaseOutcome.Unchanged() -> {}
                case CaseOutcome.Skipped(var skippedCase) -> skipped.add(skippedCase);
            }
        }

        /** Ids of those that the suite has now as they were sent. */
        public Set<String> taken() {
            var taken = new HashSet<>(added);
            taken.addAll(changed);
            return taken;
        }
    }

    public MergedCases plus(Batch batch) {
        return new MergedCases(
                added.plus(batch.added()),
                changed.plus(batch.changed()),
                weakened.plus(batch.weakened()),
                skipped.plus(batch.skipped()));
    }
}
