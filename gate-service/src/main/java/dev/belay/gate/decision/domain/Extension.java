package dev.belay.gate.decision.domain;

import java.util.List;

/**
 * More outputs that a run asks for.
 *
 * @param cases every one of the suite when empty
 * @param samples of each of them, those that there are included
 */
public record Extension(List<String> cases, int samples) {

    public Extension {
        cases = List.copyOf(cases);
    }
}
