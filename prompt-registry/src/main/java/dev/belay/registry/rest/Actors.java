package dev.belay.registry.rest;

import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.domain.Actor;

/** Callers, as decisions know them. */
final class Actors {

    private Actors() {}

    static Actor of(Caller caller, String prompt) {
        return new Actor(caller.subject(), caller.is(Role.PM, prompt.substring(0, prompt.indexOf('/'))));
    }
}
