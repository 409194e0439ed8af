package dev.belay.contracts.release;

import dev.belay.contracts.event.EventType;
import java.util.List;

/**
 * Keyed by prompt: whether it is frozen, in all environments.
 *
 * @param number how often it was frozen or unfrozen
 * @param refused promotes that a freeze refused: that outcome is final, so a copy of one must not apply once it is lifted
 */
@EventType("dev.belay.freeze.changed.v1")
public record FreezeState(
        String prompt,
        boolean frozen,
        long number,
        String by,
        String reason,
        List<Refused> refused,
        long releasesOffset)
        implements LiveEvent {

    public FreezeState {
        refused = List.copyOf(refused);
    }

    /** @param expects what the promote replaces: once another number is current, it is superseded anyway */
    public record Refused(String release, String environment, long expects) {}

    @Override
    public String key() {
        return "freeze/" + prompt;
    }
}
