package dev.belay.gate.judgement.domain;

/** A no to somebody who wants to judge, with what would be possible instead. */
public record Refusal(Why why, String detail) {

    public enum Why {
        /** There is no such change, review or aspect. */
        UNKNOWN,
        /** Nothing is there to be judged, now or ever. */
        NOT_WAITING,
        OWN_CHANGE,
        ROLE,
        /** What was sent cannot be taken. */
        INVALID,
        /** A condition does not hold. */
        CONDITION
    }
}
