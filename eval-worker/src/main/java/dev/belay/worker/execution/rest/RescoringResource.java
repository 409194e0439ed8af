package dev.belay.worker.execution.rest;

import dev.belay.contracts.run.Subject;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.worker.execution.Rescoring;
import dev.belay.worker.execution.Rescoring.Order;
import dev.belay.worker.ledger.rest.CompletionResource.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What other criteria would have made of outputs that are recorded. */
@Path("/v1/rescorings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RescoringResource {

    private final Rescoring rescoring;
    private final Caller caller;

    RescoringResource(Rescoring rescoring, Caller caller) {
        this.rescoring = rescoring;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Scores recorded outputs by other criteria, which need not be published",
            description =
                    "Results keep their place. What has no output stays as it is; what is not recorded any more is an"
                            + " error. A judge is asked where the criteria need one, within budgetUsd.")
    public Response rescore(@Nullable Order order) throws InterruptedException {
        if (order == null
                || order.prompt() == null
                || order.criteria() == null
                || order.suite() == null
                || order.candidate() == null
                || order.results() == null
                || order.budgetUsd() == null) {
            return invalid(
                    "prompt, criteria, suite, candidate, results or budgetUsd is missing (expected: all of them)");
        }
        caller.require(order.prompt(), Role.ENGINEER, Role.PM);
        if (order.budgetUsd().signum() < 0) {
            return invalid("budgetUsd: " + order.budgetUsd() + " (expected: 0 or more)");
        }
        boolean compared = order.results().stream().anyMatch(result -> result.subject() == Subject.BASELINE);
        if (compared && order.baseline() == null) {
            return invalid("baseline: missing (expected: the version that results of the baseline are of)");
        }
        if (order.results().stream().anyMatch(result -> result.subject() == Subject.HELD)) {
            return invalid("results: of a held version (expected: of the candidate and the baseline alone)");
        }
        return Response.ok(rescoring.rescore(order)).build();
    }

    private static Response invalid(String detail) {
        return new Problem("about:blank", "Nothing was scored", 422, detail).response();
    }
}
