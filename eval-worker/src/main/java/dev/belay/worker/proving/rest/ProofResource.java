package dev.belay.worker.proving.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.document.Documents;
import dev.belay.evaluation.document.FieldProblem;
import dev.belay.evaluation.judging.Judge;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.worker.ledger.rest.CompletionResource.Problem;
import dev.belay.worker.proving.Proving;
import dev.belay.worker.proving.store.ProofStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Whether the examples of criteria prove what they stand for. */
@Path("/v1/proofs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProofResource {

    private final Proving proving;
    private final ProofStore proofs;
    private final Caller caller;

    ProofResource(Proving proving, ProofStore proofs, Caller caller) {
        this.caller = caller;
        this.proving = proving;
        this.proofs = proofs;
    }

    /**
     * @param model the prompt's, {@code provider:name}, which judges where neither criteria nor platform name a judge
     * @param budgetUsd what the judge's calls may cost at most, US dollars
     */
    public record Order(
            @Nullable String prompt,
            @Nullable String model,
            @Nullable JsonNode criteria,
            @Nullable BigDecimal budgetUsd) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tries the examples of criteria, and keeps what came of it under the criteria's digest",
            description = "Answers when every example was tried. A proof that holds is given again without a call.")
    public Response prove(@Nullable Order order) throws InterruptedException {
        if (order == null || order.prompt() == null || order.criteria() == null || order.budgetUsd() == null) {
            return invalid("prompt, criteria or budgetUsd is missing (expected: all three, the budget in US dollars)");
        }
        caller.require(order.prompt(), Role.ENGINEER, Role.PM);
        if (order.budgetUsd().signum() < 0) {
            return invalid("budgetUsd: " + order.budgetUsd() + " (expected: 0 or more)");
        }
        var badModel =
                order.model() == null ? null : Judge.problemOf(order.model()).orElse(null);
        if (badModel != null) {
            return invalid("model: \"" + order.model() + "\" (" + badModel + ")");
        }
        var checked = Documents.checkJson(null, order.criteria(), List.of());
        CriteriaDocument criteria = checked.criteria();
        if (criteria == null) {
            return invalid(checked.problems().stream()
                    .map(ProofResource::said)
                    .collect(Collectors.joining("; ", "the criteria have mistakes: ", "")));
        }
        return Response.ok(proving.prove(order.prompt(), criteria, model(order.model()), order.budgetUsd()))
                .build();
    }

    @GET
    @Path("/{criteria}")
    @Operation(summary = "The proof of criteria, by their digest")
    public Response get(@PathParam("criteria") String asked) {
        caller.requireReaderAnywhere();
        Digest digest;
        try {
            digest = new Digest(asked);
        } catch (IllegalArgumentException e) {
            return new Problem("about:blank", "Not a digest", 400, String.valueOf(e.getMessage())).response();
        }
        return proofs.find(digest)
                .map(proof -> Response.ok(proof).build())
                .orElseGet(() -> new Problem(
                                "about:blank",
                                "Not found",
                                404,
                                "the examples of criteria " + digest.value()
                                        + " were never tried: POST /v1/proofs does")
                        .response());
    }

    private static @Nullable Model model(@Nullable String written) {
        if (written == null) {
            return null;
        }
        int colon = written.indexOf(':');
        return new Model(written.substring(0, colon), written.substring(colon + 1), null, null, null, null, null);
    }

    private static String said(FieldProblem problem) {
        return problem.pointer() + ": " + problem.message();
    }

    private static Response invalid(String detail) {
        return new Problem("about:blank", "Nothing was tried", 422, detail).response();
    }
}
