package dev.belay.registry.rest;

import dev.belay.contracts.document.CriteriaProof;
import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.Proven;
import dev.belay.registry.rest.Problem.Mistake;
import dev.belay.registry.store.Saved;
import dev.belay.registry.store.StoredContent;

/** What the registry did not do, as problems. */
final class Refusals {

    private Refusals() {}

    /** Throws the problem when it was not done. */
    static <T> T done(Saved<T> saved) {
        return switch (saved) {
            case Saved.Done<T>(var what) -> what;
            case Saved.NotFound<T>(var what) -> throw Problem.notFound(what).thrown();
            case Saved.ContentErased<T>(var erasure) ->
                throw erasedBefore(erasure).thrown();
            case Saved.NoCriteria<T>() -> throw noCriteria().thrown();
            case Saved.Unfit<T> unfit -> throw unfit(unfit).thrown();
            case Saved.NotByPm<T>(var what) ->
                throw Problem.of(
                                403,
                                "not-by-pm",
                                "Only a PM says what good means",
                                what
                                        + " are published by a PM of the team: ask one to publish them first, then publish again;"
                                        + " on a local platform: belay login --as pm")
                        .thrown();
            case Saved.Unproven<T>(var proven) -> throw unproven(proven).thrown();
            case Saved.Conflict<T>(var reason) ->
                throw Problem.of(409, "conflict", "The registry does not stand as it was taken for", reason)
                        .thrown();
        };
    }

    static Problem erased(StoredContent.Erased erasure) {
        return Problem.of(410, "erased", "Erased", said(erasure));
    }

    private static Problem erasedBefore(StoredContent.Erased erasure) {
        return Problem.of(
                409,
                "erased",
                "This very content was erased",
                said(erasure) + "; it does not come back by being sent again, so change it");
    }

    private static String said(StoredContent.Erased erasure) {
        return "erased at " + erasure.at() + " by " + erasure.by() + ": " + erasure.reason();
    }

    private static Problem noCriteria() {
        return Problem.of(
                422,
                "no-criteria",
                "Nobody has said what good means",
                "neither the folder nor the registry has criteria for this prompt: add criteria.yaml");
    }

    private static Problem unproven(Proven proven) {
        return switch (proven) {
            case Proven.ByReading read -> throw new IllegalStateException("criteria that are proven were refused");
            case Proven.NeverTried never ->
                unproven("the examples of these criteria take a judge, and were never tried: `belay criteria check DIR`"
                        + " does (POST /v1/proofs)");
            case Proven.Unknown(var reason) ->
                Problem.of(
                        503,
                        "proof-unknown",
                        "Whether the examples of these criteria are proven cannot be looked up",
                        reason + "; nothing was published, so try again");
            case Proven.Tried(var proof) -> refuted(proof);
        };
    }

    private static Problem refuted(CriteriaProof proof) {
        var mistakes = proof.examples().stream()
                .filter(example -> example.outcome() != CriteriaProof.Outcome.PROVEN)
                .map(example -> new Mistake(null, "/criteria/mustNot", example.place() + ": " + example.reason()))
                .toList();
        return Problem.unprocessable(Excerpt.of(mistakes));
    }

    private static Problem unproven(String detail) {
        return Problem.of(422, "unproven", "The examples of these criteria prove nothing yet", detail);
    }

    private static Problem unfit(Saved.Unfit<?> unfit) {
        var mistakes = unfit.missing().first().stream()
                .map(
                        missing -> new Mistake(
                                null,
                                "/document/messages",
                                "the prompt uses {{" + missing.variable() + "}}, but case " + missing.caseId()
                                        + " in the registry has no value for it; send the case with one (`belay pull` brings it)"))
                .toList();
        return Problem.unprocessable(new Excerpt<>(mistakes, unfit.missing().count()));
    }
}
