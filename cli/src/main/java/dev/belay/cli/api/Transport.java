package dev.belay.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.cli.CliFailure;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP and JSON, and what each way of failing means to whoever typed the command. */
final class Transport {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For a folder of a hundred thousand cases, on a machine with other things to do. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(15);

    private static final Duration RESTART = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final ObjectMapper MAPPER = EventJson.mapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final URI base;
    private final @Nullable String token;

    Transport(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    <T> T get(String path, Class<T> type) {
        return read(ask(request(path).GET().build()), MAPPER.constructType(type));
    }

    <T> T get(String path, TypeReference<T> type) {
        return read(ask(request(path).GET().build()), MAPPER.constructType(type.getType()));
    }

    /** Empty for 404 and 410: there is no such thing, or no more, which the caller expects to happen. */
    <T> Optional<T> find(String path, Class<T> type) {
        try {
            return Optional.of(get(path, type));
        } catch (Refused refused) {
            if (refused.status() == NOT_FOUND || refused.status() == GONE) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    String text(String path) {
        return new String(
                ask(request(path).header("Accept", "text/plain").GET().build()).body(), StandardCharsets.UTF_8);
    }

    <T> T post(String path, Object body, Map<String, String> headers, Class<T> type) {
        return write("POST", path, body, headers, type);
    }

    <T> T put(String path, Object body, Map<String, String> headers, Class<T> type) {
        return write("PUT", path, body, headers, type);
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    private <T> T write(String method, String path, Object body, Map<String, String> headers, Class<T> type) {
        try {
            var request = request(path)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
            headers.forEach(request::header);
            return read(send(request.build()), MAPPER.constructType(type));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + body, e);
        }
    }

    /** Posts a body that may be hundreds of mebibytes, and so is not held in memory as text too. */
    <T> T upload(String path, Object body, Class<T> type) {
        try {
            var file = Files.createTempFile("belay-upload", ".json");
            try {
                MAPPER.writeValue(file.toFile(), body);
                var request = request(path)
                        .timeout(UPLOAD_PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofFile(file));
                return read(send(request.build()), MAPPER.constructType(type));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw CliFailure.infrastructure(
                    "cannot write what is to be sent into the folder for temporary files: " + e.getMessage(), null, e);
        }
    }

    /** An open text/event-stream; the caller closes it. */
    InputStream stream(String path) {
        var request = request(path).header("Accept", "text/event-stream");
        var response = exchange(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() < CLIENT_ERROR) {
            return response.body();
        }
        try (var body = response.body()) {
            throw failure(path, response.statusCode(), body.readAllBytes());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** A service that is away behind the platform's address is started again in seconds; a question can wait for it. */
    private HttpResponse<byte[]> ask(HttpRequest request) {
        long deadline = System.nanoTime() + RESTART.toNanos();
        while (true) {
            var response = exchange(request, HttpResponse.BodyHandlers.ofByteArray());
            if (!AWAY.contains(response.statusCode()) || System.nanoTime() > deadline) {
                return sound(request, response);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliFailure.infrastructure("interrupted while waiting for " + base, null, e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        return sound(request, exchange(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    private HttpResponse<byte[]> sound(HttpRequest request, HttpResponse<byte[]> response) {
        if (response.statusCode() >= CLIENT_ERROR) {
            throw failure(request.uri().getPath(), response.statusCode(), response.body());
        }
        return response;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (HttpTimeoutException e) {
            throw unanswered(request.timeout().orElse(PATIENCE), e);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliFailure.infrastructure("interrupted while waiting for " + base, null, e);
        }
    }

    private <T> T read(HttpResponse<byte[]> response, JavaType type) {
        try {
            return MAPPER.readValue(response.body(), type);
        } catch (IOException e) {
            throw CliFailure.infrastructure(
                    response.uri() + " answered something else than "
                            + type.getRawClass().getSimpleName() + ": "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "Is " + base + " a Belay of this version? See `belay status`.",
                    e);
        }
    }

    private CliFailure failure(String path, int status, byte[] body) {
        var problem = problem(status, body);
        if (status >= SERVER_ERROR) {
            return CliFailure.infrastructure(
                    base.resolve(path) + " failed with " + status + ": " + problem.sentence(),
                    "`belay status` shows which service is down and where its log is.",
                    null);
        }
        return new Refused(status, problem, next(status));
    }

    private static @Nullable String next(int status) {
        return switch (status) {
            case UNAUTHORIZED ->
                "On a local platform:  belay login --as engineer  (or pm, ops, viewer). Elsewhere: set BELAY_TOKEN.";
            case FORBIDDEN -> "`belay whoami` shows who acts; --as picks another who is logged in.";
            default -> null;
        };
    }

    private static Problem problem(int status, byte[] body) {
        try {
            var problem = MAPPER.readValue(body, Problem.class);
            if (problem != null && (problem.title() != null || problem.detail() != null)) {
                return problem;
            }
        } catch (IOException e) {
            // Not a problem document: a proxy between us and the service answered.
        }
        return new Problem(null, "HTTP " + status, status, null, List.of());
    }

    private CliFailure unanswered(Duration patience, HttpTimeoutException e) {
        return CliFailure.infrastructure(
                base + " did not answer in " + patience.toSeconds() + " s",
                "`belay status` shows which service is down and where its log is.",
                e);
    }

    private CliFailure unreachable(IOException e) {
        var how = e instanceof ConnectException || e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return new Unreachable("nothing answers at " + base + how, e);
    }
}
