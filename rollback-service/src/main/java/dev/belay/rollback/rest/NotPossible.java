package dev.belay.rollback.rest;

import dev.belay.rollback.domain.RollbackOrder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;

/** Says why there is nothing to order, and what could be. */
final class NotPossible {

    private NotPossible() {}

    static Response.ResponseBuilder problem(RollbackOrder why, String prompt, String environment) {
        return switch (why) {
            case RollbackOrder.NotLive() ->
                Problem.response(409, "Nothing is live", prompt + " was never live in " + environment + ".");
            case RollbackOrder.NoLastKnownGood(var live) ->
                Problem.response(
                        409,
                        "No last known good version",
                        "Before " + live + " nothing was live for " + prompt + " in " + environment
                                + " that no rollback left. A new version has to be published.");
            case RollbackOrder.NeverLive(var version, var possible) ->
                Problem.response(
                        409,
                        "Never live",
                        "v" + version + " of " + prompt + " was never live in " + environment + ". "
                                + choice(possible));
            case RollbackOrder.Held(var version, var possible) ->
                Problem.response(
                        409, "Held", version + " of " + prompt + " is held: a rollback left it. " + choice(possible));
            case RollbackOrder.Ordered ordered ->
                throw new IllegalArgumentException(ordered + " is possible (expected: a reason why not)");
        };
    }

    private static String choice(List<Integer> possible) {
        return possible.isEmpty()
                ? "No version can be rolled back to."
                : "It can be rolled back to "
                        + possible.stream().map(number -> "v" + number).collect(Collectors.joining(", ")) + ".";
    }
}
