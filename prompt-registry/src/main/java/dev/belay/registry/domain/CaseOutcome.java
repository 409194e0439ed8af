package dev.belay.registry.domain;

import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.registry.domain.MergedCases.SkippedCase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of one case in a folder. */
sealed interface CaseOutcome {

    record Added(Case newCase) implements CaseOutcome {}

    /** @param weakening how it may demand less than before; absent when it does not */
    record Changed(Case newCase, Optional<String> weakening) implements CaseOutcome {}

    record Unchanged() implements CaseOutcome {}

    record Skipped(SkippedCase skippedCase) implements CaseOutcome {}

    /**
     * @param current the registry's
     * @param pulled what the sender's folder was made from
     */
    static CaseOutcome of(@Nullable Case current, @Nullable Case pulled, boolean byPm, Case sent) {
        if (current == null) {
            return new Added(sent);
        }
        if (CaseEdit.isNone(current, sent)) {
            return new Unchanged();
        }
        if (pulled != null && CaseEdit.isNone(pulled, sent)) {
            return new Skipped(new SkippedCase(
                    current, sent, "it was changed in the registry since the folder was pulled: run `belay pull`"));
        }
        var weakening = CaseEdit.weakening(current, sent);
        if (weakening.isEmpty()) {
            return new Changed(sent, weakening);
        }
        if (!byPm) {
            return new Skipped(
                    new SkippedCase(current, sent, weakening.get() + ", and only a PM of the team may change that"));
        }
        if (pulled == null || !CaseEdit.isNone(pulled, current)) {
            return new Skipped(new SkippedCase(
                    current,
                    sent,
                    weakening.get() + ", and the registry's is not the one it was made from: run `belay pull`"));
        }
        return new Changed(sent, weakening);
    }
}
