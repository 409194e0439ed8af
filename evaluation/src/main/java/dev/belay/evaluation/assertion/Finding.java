package dev.belay.evaluation.assertion;

import dev.belay.evaluation.judging.Judgement;

/** What a type found, before the weight is applied. */
sealed interface Finding {
    /**
     * Before {@code not-} is applied.
     *
     * @param reason why the assertion fails, when it does not hold
     * @param notReason why the {@code not-} assertion fails, when it holds
     */
    record Held(boolean holds, String reason, String notReason) implements Finding {}

    /**
     * By a type that applies {@code not-} itself.
     *
     * @param reason why the assertion fails, when it does
     */
    record Judged(boolean pass, double score, String reason) implements Finding {}

    /** Fails with and without {@code not-}: promptfoo's verdict on a regular expression that does not compile. */
    record FailedEitherWay(String reason) implements Finding {}

    /** By a model, which was told of {@code not-}. */
    record ByJudge(Judgement judgement) implements Finding {}

    /** promptfoo throws here, and the whole case is an error. */
    record CannotTell(String reason) implements Finding {}

    static Finding invariant(String message) {
        return new CannotTell("Invariant failed: " + message);
    }

    /** A score that must reach the threshold, and whose {@code not-} is 1 − score. */
    static Finding scored(Subject subject, String name, double score, double standardThreshold) {
        double threshold = subject.thresholdOr(standardThreshold);
        boolean reached = score >= threshold;
        return new Judged(
                reached != subject.inverse(),
                subject.inverse() ? 1 - score : score,
                "%s %s is %s threshold %s"
                        .formatted(
                                name,
                                Decimals.text(score, 4),
                                reached ? "greater than or equal to" : "less than",
                                Decimals.shortest(threshold)));
    }
}
