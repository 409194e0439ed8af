package dev.belay.gate.decision.domain;

/** What the gate makes of an attempt's findings. */
public enum Verdict {
    APPROVED,
    REJECTED,
    /** Only a person can go on. */
    HELD_BACK
}
