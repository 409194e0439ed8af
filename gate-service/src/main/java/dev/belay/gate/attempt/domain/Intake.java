package dev.belay.gate.attempt.domain;

import dev.belay.contracts.run.CaseEvaluated.Outcome;
import org.jspecify.annotations.Nullable;

/** Whether a result counts: a task may be evaluated again, and both results arrive. */
public final class Intake {

    private Intake() {}

    /** A retry may replace an error; nothing replaces a pass or a fail. */
    public static boolean takes(@Nullable Outcome there, Outcome arriving) {
        if (there == null) {
            return true;
        }
        return there == Outcome.ERROR && arriving != Outcome.ERROR;
    }
}
