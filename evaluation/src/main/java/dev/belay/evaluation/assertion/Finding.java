package dev.belay.evaluation.assertion;

/** What a type found, before {@code not-} and the weight are applied. */
sealed interface Finding {
    /**
     * @param reason why the assertion fails, when it does not hold
     * @param notReason why the {@code not-} assertion fails, when it holds
     */
    record Held(boolean holds, String reason, String notReason) implements Finding {}

    /** Fails with and without {@code not-}: promptfoo's verdict on a regular expression that does not compile. */
    record FailedEitherWay(String reason) implements Finding {}

    /** promptfoo throws here, and the whole case is an error. */
    record CannotTell(String reason) implements Finding {}
}
