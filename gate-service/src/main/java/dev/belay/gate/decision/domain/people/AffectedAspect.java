package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * An aspect of a change and how it came to it.
 *
 * @param why what was found, in words and numbers; never an output
 * @param removal only ever of one that a rule had added
 */
public record AffectedAspect(
        Aspect aspect, By by, String why, @Nullable Removal removal) {

    public enum By {
        AUTHOR,
        DIFF,
        DRIFT
    }

    /** @param by a PM */
    public record Removal(String by, String reason) {}

    public boolean holds() {
        return removal == null || by == By.AUTHOR;
    }
}
