package dev.belay.gate.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.GateConfig;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads by digest. What a digest names never changes, so what is not too long is asked for once; a registry that is down is a
 * {@link TransientFault}, which the inbox waits out.
 */
@ApplicationScoped
public class Registry {

    private static final int CACHED = 64;

    /** Longer documents are suites, of which an attempt needs each once; keeping them would fill the heap. */
    private static final int LONGEST_CACHED = 256 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
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

    Registry(GateConfig config) {
        this.base = config.registryUrl();
    }

    public Read<CriteriaDocument> criteria(Digest digest) {
        return parsed(text("criteria", digest), CriteriaDocument.class);
    }

    public Read<SuiteDocument> suite(Digest digest) {
        return parsed(text("suites", digest), SuiteDocument.class);
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
        var read = fetch(path, digest);
        if (read instanceof Read.Found<String>(var text) && text.length() <= LONGEST_CACHED) {
            synchronized (cache) {
                cache.put(path, text);
            }
        }
        return read;
    }

    private Read<String> fetch(String path, Digest digest) {
        var uri = base.resolve(path);
        try {
            var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            var response = http.send(request, BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> verified(response.body(), digest, uri);
                case 404 -> new Read.Gone<>("the registry does not have " + path);
                case 410 -> new Read.Gone<>("the content of " + path + " was erased");
                default ->
                    throw new TransientFault(
                            "%s answered %d (expected: 200)".formatted(uri, response.statusCode()),
                            new IOException("HTTP " + response.statusCode()));
            };
        } catch (IOException e) {
            throw new TransientFault("the registry cannot be reached: " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    /** A decision must stand on what its digest names, whoever answered. */
    private static Read<String> verified(String text, Digest digest, URI uri) {
        var actual = Digest.of(text);
        if (actual.equals(digest)) {
            return new Read.Found<>(text);
        }
        throw new TransientFault(
                "%s answered with a document whose digest is %s".formatted(uri, actual),
                new IOException("digest mismatch"));
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
