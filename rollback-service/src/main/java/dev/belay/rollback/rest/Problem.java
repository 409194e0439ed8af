package dev.belay.rollback.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldError> errors) {

    static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    public record FieldError(String field, String message) {}

    public static Response answer(int status, String title, String detail) {
        return response(status, title, detail).build();
    }

    static Response.ResponseBuilder response(int status, String title, String detail) {
        return response(status, title, detail, List.of());
    }

    static Response.ResponseBuilder response(int status, String title, String detail, List<FieldError> errors) {
        return Response.status(status)
                .type(PROBLEM_JSON)
                .entity(new Problem("about:blank", title, status, detail, errors));
    }
}
