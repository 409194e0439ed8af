package dev.belay.evaluation.javascript;

/** The text is not JSON. A value more than a fault: models write such text all the time, so it has no stack trace. */
public final class NotJson extends Exception {
    private static final long serialVersionUID = 1;

    NotJson(String why) {
        super(why, null, false, false);
    }
}
