package dev.belay.evaluation.assertion;

/** What one assertion says of one output. An error is neither a pass nor a fail: nothing was found out about the output. */
public sealed interface Verdict {
    /** @param score from 0 to 1; an assertion of weight 0 passes whatever its score */
    record Passed(double score) implements Verdict {}

    record Failed(double score, String reason) implements Verdict {}

    record Errored(String reason) implements Verdict {}
}
