package dev.belay.gate.attempt.domain;

import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import java.util.Collection;

/**
 * When it is worth asking the rules whether a run is decided before it is complete. They read every result of it, so not
 * at each one: at a violated must-not, which is always enough; and at each of the first fifteen failures, later whenever
 * they are an eighth more, so that a run reads its results a number of times that grows with the logarithm of its failures.
 */
public final class EarlyLook {

    private EarlyLook() {}

    /** @param after the progress {@code before}, with {@code arrived} */
    public static boolean isDue(Progress before, Progress after, Collection<CaseEvaluated> arrived) {
        return roundedDown(after.failed()) > roundedDown(before.failed())
                || arrived.stream().anyMatch(EarlyLook::violates);
    }

    /** To its four highest binary digits. */
    private static int roundedDown(int number) {
        return number < 16 ? number : number & -(Integer.highestOneBit(number) >> 3);
    }

    private static boolean violates(CaseEvaluated result) {
        return result.subject() == Subject.CANDIDATE
                && result.checks().stream()
                        .anyMatch(check -> check.source() == Source.MUST_NOT && check.outcome() == Outcome.FAILED);
    }
}
