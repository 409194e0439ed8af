package dev.belay.rollback.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.rollback.ordering.Groups;
import dev.belay.rollback.ordering.Groups.GoneBack;
import dev.belay.rollback.ordering.Ordering.Answer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Prompts that went live together go back together. */
@Path("/v1/rollbacks/groups/{group}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupResource {

    private final Groups groups;
    private final Caller caller;

    GroupResource(Groups groups, Caller caller) {
        this.groups = groups;
        this.caller = caller;
    }

    public record Order(@Nullable String reason) {}

    /**
     * @param rollback what was ordered; absent where nothing could be
     * @param why nothing was ordered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemberBody(
            String prompt,
            String environment,
            @Nullable RollbackBody rollback,
            @Nullable String why) {}

    @POST
    @Operation(
            summary = "Orders a rollback of each prompt of a release group",
            description =
                    "Of those that are live as the group left them. Only for who may roll back every one of them.")
    public Response back(@PathParam("group") String group, @Nullable Order order) {
        var releases = groups.of(group);
        releases.forEach(release -> caller.require(release.prompt(), Role.ENGINEER, Role.PM, Role.OPS));
        if (releases.isEmpty()) {
            return Problem.response(
                            404, "No such group", "nothing was released as " + group + " (belay log names groups)")
                    .build();
        }
        var reason = order == null ? null : order.reason();
        if (reason != null && reason.length() > RollbackRequest.LONGEST_REASON) {
            return Problem.response(422, "reason", reason.length() + " characters (expected: at most 2000)")
                    .build();
        }
        var gone = groups.back(group, reason, caller.subject());
        return Response.accepted(gone.stream().map(GroupResource::body).toList())
                .build();
    }

    private static MemberBody body(GoneBack gone) {
        var release = gone.release();
        var answer = gone.answer();
        if (answer == null) {
            return refused(gone, "something else went live since: roll it back by itself");
        }
        return switch (answer) {
            case Answer.Accepted(var rollback) ->
                new MemberBody(release.prompt(), release.environment(), RollbackBody.of(rollback), null);
            case Answer.Known(var rollback) ->
                new MemberBody(release.prompt(), release.environment(), RollbackBody.of(rollback), null);
            case Answer.KeyTaken taken -> throw new IllegalStateException("no key was given");
            case Answer.NotPossible not -> refused(gone, "nothing was live before that no rollback left");
            case Answer.ContentNotRead(var rollback) ->
                refused(gone, "the content of " + rollback.target() + " has not reached this service yet: try again");
        };
    }

    private static MemberBody refused(GoneBack gone, String why) {
        return new MemberBody(gone.release().prompt(), gone.release().environment(), null, why);
    }
}
