package dev.belay.registry.rest;

import dev.belay.evaluation.document.FieldProblem;
import dev.belay.registry.domain.Excerpt;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457.
 *
 * @param type relative URI of the kind of problem, stable for machines
 * @param errors every single mistake, where there can be several; of very many the first
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable List<Mistake> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param line in the request's body, from 1
     * @param field JSON Pointer into the request's body
     */
    public record Mistake(@Nullable Integer line, @Nullable String field, String message) {}

    static Problem of(int status, String kind, String title, @Nullable String detail) {
        return new Problem("/problems/" + kind, title, status, detail, null);
    }

    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be understood", detail);
    }

    public static Problem notFound(String what) {
        return of(404, "not-found", "Not found", "there is no " + what);
    }

    static Problem invalid(Excerpt<FieldProblem> problems) {
        var mistakes = problems.first().stream()
                .map(problem -> new Mistake(null, problem.pointer(), problem.message()))
                .toList();
        return unprocessable(new Excerpt<>(mistakes, problems.count()));
    }

    static Problem unprocessable(Excerpt<Mistake> mistakes) {
        var count = mistakes.count() == 1 ? "1 mistake" : mistakes.count() + " mistakes";
        var shown = mistakes.first().size();
        var rest = mistakes.count() == shown ? "" : "; the first " + shown + " are listed";
        return new Problem(
                "/problems/invalid",
                "Nothing was published",
                422,
                count + " in what was sent" + rest,
                mistakes.first());
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    public WebApplicationException thrown() {
        return new WebApplicationException(response());
    }
}
