package dev.belay.deployer.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** RFC 9457. */
public record Problem(String type, String title, int status, String detail) {

    private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    public static Response response(Response.Status status, String title, String detail) {
        return Response.status(status)
                .type(PROBLEM_JSON)
                .entity(new Problem("about:blank", title, status.getStatusCode(), detail))
                .build();
    }
}
