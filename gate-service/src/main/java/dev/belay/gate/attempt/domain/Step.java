package dev.belay.gate.attempt.domain;

/** What an event means for the attempt it meets. */
public sealed interface Step {

    /** Nothing: it is late, a duplicate, or about something else. */
    record Stay() implements Step {}

    /** The approved candidate is live: the change has come to its end. */
    record Conclude() implements Step {}

    record Withdraw(String by, String reason) implements Step {}

    /** The attempt is outdated, and the change is decided against what is live now. */
    record OpenNext(String reason, Why why) implements Step {}

    enum Why {
        OVERTAKEN,
        NEW_CRITERIA,
        REFUSED,
        /** Refused, because its prompt was frozen. */
        FROZEN,
        /** A rollback asks more of it than it was decided by. */
        ROLLED_BACK
    }
}
