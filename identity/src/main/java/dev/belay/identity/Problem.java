package dev.belay.identity;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An RFC 9457 problem of a request that is not, or not by this caller, answered.
 *
 * @param type relative URI of the kind of problem, stable for machines
 */
record Problem(String type, String title, int status, String detail) {

    private static final String MEDIA_TYPE = "application/problem+json";

    static ForbiddenException forbidden(String subject, String team, Set<Role> needed, Set<Role> there) {
        var has = there.isEmpty() ? "no role" : names(there, " and ");
        var detail =
                "%s has %s in team %s; this needs %s. Ask somebody who is, or the team's administrator for the role; on a local platform: belay login --as %s"
                        .formatted(
                                subject,
                                has,
                                team,
                                names(needed, " or "),
                                needed.iterator().next().wireName());
        return new ForbiddenException(new Problem("/problems/forbidden", "Not with this role", 403, detail).response());
    }

    /** @param why what is wrong with the token, or that there is none */
    static Response unauthorized(String why) {
        var detail = why + "; log in (belay login --help) and send Authorization: Bearer TOKEN";
        var problem = new Problem("/problems/unauthorized", "Who asks is not known", 401, detail);
        return Response.fromResponse(problem.response())
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    /** Nothing is said of the token, good or bad. */
    static Response unavailable(String why) {
        var problem =
                new Problem("/problems/no-issuer", "Nobody's token can be verified now", 503, why + "; try again");
        return Response.fromResponse(problem.response())
                .header("Retry-After", "1")
                .build();
    }

    private static String names(Set<Role> roles, String joint) {
        return roles.stream().map(Role::wireName).collect(Collectors.joining(joint));
    }

    private Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
