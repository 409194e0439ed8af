package dev.belay.evaluation.judging;

import org.jspecify.annotations.Nullable;

/** What a judge made of an output. */
public sealed interface Judgement {

    JudgedBy by();

    /**
     * @param pass with {@code not-} applied
     * @param score with {@code not-} applied; as the judge gave it, which can be beyond 1
     * @param reason the judge's words, which may quote the output
     */
    record Found(boolean pass, double score, String reason, JudgedBy by) implements Judgement {}

    /**
     * Nothing was found out: the judge did not answer, or not in a form that says anything.
     *
     * @param reason quotes neither the output nor the judge
     * @param reply the judge's, where there was one
     */
    record Unusable(String reason, @Nullable String reply, JudgedBy by) implements Judgement {}
}
