package dev.belay.gate.judgement.rest;

import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.judgement.Reviewing;
import dev.belay.gate.judgement.domain.ItemVerdict;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.store.ReviewStore;
import dev.belay.gate.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A reviewer's way through a sample of outputs. */
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ReviewResource {

    private final Reviewing reviewing;
    private final ReviewStore reviews;
    private final ChangeStore changes;
    private final Sheets sheets;
    private final Judge judge;

    ReviewResource(Reviewing reviewing, ReviewStore reviews, ChangeStore changes, Sheets sheets, Judge judge) {
        this.reviewing = reviewing;
        this.reviews = reviews;
        this.changes = changes;
        this.sheets = sheets;
        this.judge = judge;
    }

    public record ReviewBody(@Nullable String change) {}

    /** @param a whether the output at A is acceptable; {@code b} of the one at B */
    public record Verdict(
            @Nullable Integer item,
            @Nullable Boolean a,
            @Nullable Boolean b,
            @Nullable String comment) {}

    /** @param open items without a verdict */
    public record Progress(String review, List<Integer> open, List<ItemVerdict> verdicts) {}

    @POST
    @Operation(
            summary = "Begin a review, or go on with the one that is not ended",
            description = "Pairs of outputs in an order and on sides by lot. Controls may be among them: outputs with"
                    + " something in them that must not be. Who accepts one has not read them.")
    @APIResponse(responseCode = "403", description = "Their own change, or not their role")
    @APIResponse(responseCode = "409", description = "It waits for no review")
    public ReviewSheetView open(
            @Nullable ReviewBody body, @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        var change = Judge.text("change", body == null ? null : body.change(), "a change's id, ch-…");
        var prompt = changes.promptOf(change)
                .orElseThrow(
                        () -> Problem.notFound("change " + change + " is not known here (expected: its id, ch-…)"));
        judge.requireMember(prompt);
        return sheets.of(Judge.taken(reviewing.open(change, judge.name(), judge.roles(prompt))), authorization);
    }

    @GET
    @Path("/{review}")
    @Operation(summary = "The caller's own review, with what they said so far")
    public ReviewSheetView one(
            @PathParam("review") String review,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return sheets.of(mine(review), authorization);
    }

    @PUT
    @Path("/{review}/verdicts")
    @Operation(summary = "Say something of some pairs; what is said of a pair again replaces what was")
    public Progress say(@PathParam("review") String review, @Nullable List<Verdict> body) {
        mine(review);
        var verdicts = Judge.present(body, "body", "a list of verdicts").stream()
                .map(verdict -> new ItemVerdict(
                        Judge.present(verdict.item(), "item", "the pair's number"),
                        Judge.present(verdict.a(), "a", "whether the output at A is acceptable"),
                        Judge.present(verdict.b(), "b", "whether the output at B is acceptable"),
                        verdict.comment() == null || verdict.comment().isBlank()
                                ? null
                                : Judge.text("comment", verdict.comment(), "at most 10,000 characters")))
                .toList();
        return progress(Judge.taken(reviewing.say(review, judge.name(), verdicts)));
    }

    @POST
    @Path("/{review}/submission")
    @Operation(summary = "End a review in which every pair has a verdict; its change is decided again")
    @APIResponse(responseCode = "409", description = "Some pair has no verdict yet")
    public ReviewResult submit(@PathParam("review") String review) {
        mine(review);
        return ReviewResult.of(Judge.taken(reviewing.submit(review, judge.name())));
    }

    private OpenReview mine(String review) {
        var found = QuarkusTransaction.requiringNew()
                .call(() -> reviews.of(review))
                .orElseThrow(() -> Problem.notFound("review " + review + " is not known here"));
        judge.requireMember(found.prompt());
        if (!found.reviewer().equals(judge.name())) {
            throw Problem.refused(
                    "/problems/forbidden",
                    "Somebody else's review",
                    "review %s is %s's; begin your own (belay review %s)"
                            .formatted(review, found.reviewer(), found.change()));
        }
        return found;
    }

    private static Progress progress(OpenReview review) {
        return new Progress(review.id(), review.open(), review.verdicts());
    }
}
