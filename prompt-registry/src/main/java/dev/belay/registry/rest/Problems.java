package dev.belay.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.belay.registry.rest.Problem.Mistake;
import dev.belay.registry.upload.TooLarge;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Whatever a request ends in, it is a problem and never a stack trace. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    public Response mistyped(MismatchedInputException mistyped) {
        return unreadable(mistyped).response();
    }

    @ServerExceptionMapper
    public Response broken(JsonProcessingException broken) {
        return unreadable(broken).response();
    }

    @ServerExceptionMapper
    public Response tooLarge(TooLarge tooLarge) {
        return Problem.of(413, "too-large", "The body is too large", tooLarge.getMessage())
                .response();
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        var response = refusal.getResponse();
        if (response.hasEntity()) {
            return response;
        }
        if (refusal.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable).response();
        }
        var status = response.getStatusInfo();
        var kind = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        var problem = Problem.of(status.getStatusCode(), kind, status.getReasonPhrase(), detail(status.getStatusCode()))
                .response();
        var allow = response.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    @ServerExceptionMapper
    public Response failed(RuntimeException fault) {
        LOG.error("a request failed", fault);
        return Problem.of(
                        500,
                        "internal",
                        "The registry could not answer",
                        "its log says why; what it answered before with success is not affected")
                .response();
    }

    private static @Nullable String detail(int status) {
        return switch (status) {
            case 404 -> "there is nothing at this path; /q/openapi describes what there is";
            case 405 -> "this path has no such method; /q/openapi describes what there is";
            case 406 -> "the registry answers in JSON, and diffs in text/plain too";
            case 415 -> "expected: Content-Type: application/json";
            default -> null;
        };
    }

    private static Problem unreadable(JsonProcessingException unreadable) {
        var where = unreadable.getLocation();
        var line = where == null || where.getLineNr() < 1 ? null : where.getLineNr();
        var place = line == null ? "" : "line " + line + ", column " + where.getColumnNr() + ": ";
        var field = unreadable instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? pointer(mapping)
                : null;
        var message = place + reason(unreadable);
        return new Problem(
                "/problems/unreadable",
                "The body is not the JSON that was expected",
                400,
                message,
                List.of(new Mistake(line, field, message)));
    }

    private static String reason(JsonProcessingException unreadable) {
        if (unreadable instanceof UnrecognizedPropertyException unknown) {
            var known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted();
            return "unknown field \"" + unknown.getPropertyName() + "\" (known: "
                    + known.collect(Collectors.joining(", ")) + ")";
        }
        if (unreadable instanceof MismatchedInputException mistyped && mistyped.getTargetType() != null) {
            return "expected " + mistyped.getTargetType().getSimpleName() + " here";
        }
        var first = unreadable.getOriginalMessage();
        return first == null ? "not JSON" : first.lines().findFirst().orElse("not JSON");
    }

    private static String pointer(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }
}
