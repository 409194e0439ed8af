package dev.belay.local.issuer;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;

/**
 * {@code GET /issuer/.well-known/openid-configuration}, {@code GET /issuer/jwks} and {@code POST /issuer/token}. Services
 * get tokens by client credentials. People get the roles that they ask for, by a grant that only this machine may use:
 * whoever can start the platform owns its data anyway.
 */
public final class IssuerResource implements Handler<HttpServerRequest> {
    public static final String PATH = "/issuer";

    static final String LOCAL_GRANT = "urn:belay:grant-type:local";

    private static final List<String> ROLES = List.of("viewer", "engineer", "pm", "ops", "app", "auditor");

    private final Issuer issuer;

    public IssuerResource(Issuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String operation = request.method() + " " + request.path().substring(PATH.length());
        switch (operation) {
            case "GET /.well-known/openid-configuration" -> answer(request, 200, issuer.discovery());
            case "GET /jwks" -> answer(request, 200, issuer.keys());
            case "POST /token" ->
                request.setExpectMultipart(true).end().onSuccess(whole -> token(request, request.formAttributes()));
            default -> refuse(request, 404, "not_found", "The issuer does not know " + operation);
        }
    }

    private void token(HttpServerRequest request, MultiMap form) {
        String grant = String.valueOf(form.get("grant_type"));
        switch (grant) {
            case "client_credentials" -> service(request);
            case LOCAL_GRANT -> person(request, form);
            default ->
                refuse(
                        request,
                        400,
                        "unsupported_grant_type",
                        "grant_type: " + grant + " (expected: client_credentials or " + LOCAL_GRANT + ")");
        }
    }

    private void service(HttpServerRequest request) {
        var client = basic(request).filter(credentials -> issuer.knows(credentials.get(1)));
        if (client.isEmpty()) {
            refuse(request, 401, "invalid_client", "The client's secret is not this platform's");
            return;
        }
        granted(request, issuer.service(client.get().getFirst()), Issuer.secondsOfService());
    }

    private static Optional<List<String>> basic(HttpServerRequest request) {
        String header = String.valueOf(request.getHeader("Authorization"));
        if (!header.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            var decoded =
                    new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
            return Optional.of(List.of(decoded.split(":", 2))).filter(parts -> parts.size() == 2);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private void person(HttpServerRequest request, MultiMap form) {
        if (!fromThisMachine(request)) {
            refuse(request, 403, "access_denied", "Only a program on the platform's own machine may log in by role");
            return;
        }
        var team = form.contains("team") ? form.get("team").strip() : "";
        var roles = Arrays.stream(String.valueOf(form.get("role")).split(","))
                .map(String::strip)
                .toList();
        var name = form.contains("name") ? form.get("name").strip() : "";
        var strange = roles.stream().filter(role -> !ROLES.contains(role)).toList();
        if (!strange.isEmpty()) {
            refuse(request, 400, "invalid_scope", "role: %s (expected of %s)".formatted(strange, ROLES));
        } else if (!team.equals("*") && !team.matches("[a-z0-9][a-z0-9-]*")) {
            refuse(request, 400, "invalid_scope", "team: '%s' (expected: a team's name, or * for all)".formatted(team));
        } else if (!name.matches("[^\\s@]+@[^\\s@]+")) {
            refuse(request, 400, "invalid_request", "name: '%s' (expected: an e-mail address)".formatted(name));
        } else {
            var entries =
                    roles.stream().map(role -> "belay:" + team + ":" + role).toList();
            granted(request, issuer.person(name, entries), Issuer.secondsOfPerson());
        }
    }

    /** A proxy in front is on this machine too, and a page of another site is shown by a browser that is. */
    private static boolean fromThisMachine(HttpServerRequest request) {
        var address = request.remoteAddress().hostAddress();
        return Stream.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1").anyMatch(address::equals)
                && Stream.of("X-Forwarded-For", "Forwarded", "Origin")
                        .noneMatch(header -> request.headers().contains(header));
    }

    private static void granted(HttpServerRequest request, String token, int seconds) {
        request.response().putHeader("Cache-Control", "no-store");
        answer(
                request,
                200,
                JsonUtil.toJson(Map.of("access_token", token, "token_type", "Bearer", "expires_in", seconds)));
    }

    /** As RFC 6749 §5.2 has it. */
    private static void refuse(HttpServerRequest request, int code, String error, String description) {
        answer(request, code, JsonUtil.toJson(Map.of("error", error, "error_description", description)));
    }

    private static void answer(HttpServerRequest request, int code, String json) {
        request.response()
                .setStatusCode(code)
                .putHeader("Content-Type", "application/json")
                .end(json);
    }
}
