package dev.belay.gate.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** @param type relative URI of the kind of problem, stable for machines */
public record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    public static WebApplicationException notFound(String detail) {
        return new Problem("/problems/not-found", "Not found", 404, detail).thrown();
    }

    public static WebApplicationException badRequest(String detail) {
        return new Problem("/problems/bad-request", "The request cannot be understood", 400, detail).thrown();
    }

    public static WebApplicationException conflict(String detail) {
        return new Problem("/problems/conflict", "Not as things stand", 409, detail).thrown();
    }

    /** That a person may not do it, whoever they say they are. */
    public static WebApplicationException refused(String type, String title, String detail) {
        return new Problem(type, title, 403, detail).thrown();
    }

    /** @param seconds after which to come again */
    public static WebApplicationException busy(String detail, int seconds) {
        var problem = new Problem("/problems/busy", "Too many readers", 503, detail);
        return new WebApplicationException(Response.fromResponse(problem.response())
                .header("Retry-After", seconds)
                .build());
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    private WebApplicationException thrown() {
        return new WebApplicationException(response());
    }
}
