package dev.belay.gate.attempt.domain;

import java.util.Arrays;

/** Where an attempt stands. */
public enum State {
    EVALUATING("evaluating"),
    /** Only a person can go on; for a mere check it ends here. */
    IN_REVIEW("in-review"),
    /** Unless it is a mere check, its promote is ordered; what becomes of that may still outdate it. */
    APPROVED("approved"),
    REJECTED("rejected"),
    WITHDRAWN("withdrawn"),
    /** What was live changed under it; the change goes on with its next attempt. */
    OUTDATED("outdated");

    private final String wireName;

    State(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static State named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state: \"" + wireName + "\" (expected one of "
                        + Arrays.stream(values()).map(State::wireName).toList() + ")"));
    }

    /** Whether a decision, a withdrawal or a new deployment still makes a difference. */
    public boolean isUndecided() {
        return switch (this) {
            case EVALUATING, IN_REVIEW -> true;
            case APPROVED, REJECTED, WITHDRAWN, OUTDATED -> false;
        };
    }

    public boolean mayBecome(State next) {
        return switch (this) {
            case EVALUATING -> next != EVALUATING;
            case IN_REVIEW -> next != IN_REVIEW;
            case APPROVED -> next == WITHDRAWN || next == OUTDATED;
            case REJECTED, WITHDRAWN, OUTDATED -> false;
        };
    }
}
