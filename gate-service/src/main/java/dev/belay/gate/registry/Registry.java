package dev.belay.gate.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.document.SuiteReading;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.GateConfig;
import dev.belay.identity.ServiceToken;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads by digest. What a digest names never changes, so versions and criteria are asked for once; a registry that is down
 * is a {@link TransientFault}, which the inbox waits out.
 */
@ApplicationScoped
public class Registry {

    private static final int CACHED = 64;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final ServiceToken token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Map<String, String> cache = new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > CACHED;
        }
    };

    Registry(GateConfig config, ServiceToken token) {
        this.token = token;
        this.base = config.registryUrl();
    }

    public Read<CriteriaDocument> criteria(Digest digest) {
        return parsed(text("criteria", digest), CriteriaDocument.class);
    }

    /**
     * Hands each case of a suite on as it is read. What is done with them must be undone when this throws: only at the end is
     * it known that they are the suite.
     *
     * @return what the digest names
     */
    public Read<Digest> suite(Digest digest, Consumer<Case> cases) {
        return fetch("/v1/suites/" + digest, (uri, body) -> {
            verify(SuiteReading.read(body, cases), digest, uri);
            return digest;
        });
    }

    /** The version's canonical JSON, as releases carry it. */
    public Read<String> version(Digest digest) {
        return text("versions", digest);
    }

    private Read<String> text(String kind, Digest digest) {
        var path = "/v1/" + kind + "/" + digest;
        synchronized (cache) {
            var known = cache.get(path);
            if (known != null) {
                return new Read.Found<>(known);
            }
        }
        var read = fetch(path, (uri, body) -> {
            var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            verify(Digest.of(text), digest, uri);
            return text;
        });
        if (read instanceof Read.Found<String>(var text)) {
            synchronized (cache) {
                cache.put(path, text);
            }
        }
        return read;
    }

    /** Makes something of an answer's body. */
    private interface Reading<T> {
        T read(URI uri, InputStream body) throws IOException;
    }

    private <T> Read<T> fetch(String path, Reading<T> reading) {
        var uri = base.resolve(path);
        try (var body = new OpenBody(http.send(request(uri), BodyHandlers.ofInputStream()))) {
            return switch (body.response().statusCode()) {
                case 200 -> new Read.Found<>(reading.read(uri, body.response().body()));
                case 404 -> new Read.Gone<>("the registry does not have " + path);
                case 410 -> new Read.Gone<>("the content of " + path + " was erased");
                default ->
                    throw new TransientFault(
                            "%s answered %d (expected: 200)"
                                    .formatted(uri, body.response().statusCode()),
                            new IOException("HTTP " + body.response().statusCode()));
            };
        } catch (IOException e) {
            throw new TransientFault("the registry cannot be read: " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    private HttpRequest request(URI uri) throws IOException {
        return HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", token.header())
                .build();
    }

    private record OpenBody(HttpResponse<InputStream> response) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    /** A decision must stand on what its digest names, whoever answered. */
    private static void verify(Digest actual, Digest expected, URI uri) {
        if (!actual.equals(expected)) {
            throw new TransientFault(
                    "%s answered with a document whose digest is %s".formatted(uri, actual),
                    new IOException("digest mismatch"));
        }
    }

    private static <T> Read<T> parsed(Read<String> read, Class<T> type) {
        return switch (read) {
            case Read.Gone<String>(var reason) -> new Read.Gone<>(reason);
            case Read.Found<String>(var text) -> {
                try {
                    yield new Read.Found<>(EventJson.mapper().readValue(text, type));
                } catch (JsonProcessingException e) {
                    yield new Read.Gone<>("the registry's %s cannot be read: %s"
                            .formatted(type.getSimpleName(), e.getOriginalMessage()));
                }
            }
        };
    }
}
