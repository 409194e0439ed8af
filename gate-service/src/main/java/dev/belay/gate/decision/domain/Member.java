package dev.belay.gate.decision.domain;

import org.jspecify.annotations.Nullable;

/**
 * Another change with which one is decided, all or none.
 *
 * @param change absent while none was proposed
 * @param says where it stands, in words
 */
public record Member(String prompt, @Nullable String change, Standing standing, String says) {

    public enum Standing {
        /** Not proposed, not evaluated, or just being decided: that passes by itself. */
        OPEN,
        /** Waits for a person. */
        WAITS,
        /** Approved, or would be if it were alone. */
        READY,
        /** Rejected, withdrawn, or never proposed. */
        ENDED
    }
}
