package dev.belay.evaluation.judging;

import org.jspecify.annotations.Nullable;

/** The judge was of no use. */
final class NotJudged extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String reply;

    NotJudged(String why) {
        super(why, null, false, false);
        this.reply = null;
    }

    /** @param reply that says nothing usable */
    NotJudged(String why, String reply) {
        super(why, null, false, false);
        this.reply = reply;
    }

    @Nullable
    String reply() {
        return reply;
    }

    /** The reason for people. */
    String why() {
        return String.valueOf(getMessage());
    }
}
