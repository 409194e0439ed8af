package dev.belay.cli.api;

import dev.belay.contracts.decision.PersonEvent.Owner;
import java.util.List;

/** @param conditions of a hand-off to engineers */
public record Ownership(String prompt, Owner owner, List<Condition> conditions) {

    /** @param missing what to do about it; empty when it holds */
    public record Condition(String name, String says, boolean holds, List<String> missing) {}
}
