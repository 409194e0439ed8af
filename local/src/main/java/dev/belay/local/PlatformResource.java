package dev.belay.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** {@code GET /platform}, {@code POST /platform/workers} and {@code POST /platform/stop}. */
final class PlatformResource implements Handler<HttpServerRequest> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Status> status;
    private final IntConsumer scale;
    private final Runnable stop;

    PlatformResource(Supplier<Status> status, IntConsumer scale, Runnable stop) {
        this.status = status;
        this.scale = scale;
        this.stop = stop;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String operation = request.method() + " " + request.path();
        if (fromAnotherSite(request)) {
            problem(request, 403, "Forbidden", "A page of another site may not steer this platform");
            return;
        }
        switch (operation) {
            case "GET /platform" -> Thread.startVirtualThread(() -> answer(request, 200));
            case "POST /platform/workers" ->
                request.body().onSuccess(body -> Thread.startVirtualThread(() -> scale(request, body.toString())));
            case "POST /platform/stop" ->
                Thread.startVirtualThread(() -> {
                    answer(request, 202);
                    stop.run();
                });
            default -> problem(request, 404, "Not found", "The platform does not know " + operation);
        }
    }

    /** A browser sends a plain POST wherever a page tells it to, and says where that page is from. */
    private static boolean fromAnotherSite(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(request.scheme() + "://" + request.getHeader("Host"));
    }

    private void scale(HttpServerRequest request, String body) {
        try {
            var count = JSON.readTree(body).path("count");
            if (!count.isInt()) {
                problem(request, 400, "Bad request", "Expected {\"count\": 3}, got " + body);
                return;
            }
            scale.accept(count.intValue());
            answer(request, 202);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            problem(request, 400, "Bad request", e.getMessage());
        } catch (IllegalStateException e) {
            problem(request, 503, "Not ready", e.getMessage());
        }
    }

    private void answer(HttpServerRequest request, int code) {
        request.response()
                .setStatusCode(code)
                .putHeader("Content-Type", "application/json")
                .end(status.get().json());
    }

    private static void problem(HttpServerRequest request, int code, String title, String detail) {
        var problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", code)
                .put("detail", detail);
        request.response()
                .setStatusCode(code)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.toString());
    }
}
