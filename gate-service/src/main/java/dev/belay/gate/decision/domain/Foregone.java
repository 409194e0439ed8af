package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is certain while results are missing. Rules 1, 2, 4 and 5 fail only where they would if every output passed
 * that is missing, or that errored and may be tried again; rule 3, strict, only where a case is settled on both sides. No
 * result replaces one that passed or failed, so what fails now fails in the end, and a run that is rejected is not
 * extended. Rule 3, careful, and rule 6 compare figures of all outputs, which any that is missing may turn.
 */
final class Foregone {

    private Foregone() {}

    /** @param settled what people made of a finding: one that a PM overrode rejects nothing */
    static boolean isRejected(Comparison comparison, UnaryOperator<Ruling> settled) {
        return MustNotRule.isViolated(comparison)
                || Stream.of(
                                MustHaveRule.judge(comparison),
                                NoRegressionRule.isCareful(comparison)
                                        ? List.<Ruling>of()
                                        : NoRegressionRule.judge(comparison),
                                QualityThresholdRule.judge(comparison),
                                EdgeCasesRule.judge(comparison))
                        .flatMap(List::stream)
                        .map(settled)
                        .anyMatch(ruling -> ruling.outcome() == Finding.Outcome.FAILED);
    }
}
