package dev.belay.worker.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Immutable documents by digest, read once. Throws {@link TransientFault} while the registry is away, and
 * {@link DocumentMissing} when it has no such document; neither is remembered.
 */
@ApplicationScoped
public class Documents {

    private final RegistryConfig config;
    private final HttpClient client;
    private final LoadingCache<Digest, Version> versions;
    private final LoadingCache<Digest, CriteriaDocument> criteria;
    private final LoadingCache<Digest, Suite> suites;

    Documents(RegistryConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        var cache = Caffeine.newBuilder().maximumSize(config.cached());
        this.versions = cache.build(digest -> parsed(read("versions", digest, PromptDocument.class)));
        this.criteria = Caffeine.newBuilder()
                .maximumSize(config.cached())
                .build(digest -> read("criteria", digest, CriteriaDocument.class));
        this.suites = Caffeine.newBuilder()
                .maximumSize(config.cached())
                .build(digest -> Suite.of(read("suites", digest, SuiteDocument.class)));
    }

    public Version version(Digest digest) {
        return versions.get(digest);
    }

    public CriteriaDocument criteria(Digest digest) {
        return criteria.get(digest);
    }

    public Suite suite(Digest digest) {
        return suites.get(digest);
    }

    private static Version parsed(PromptDocument prompt) {
        return new Version(prompt, PromptTemplate.of(prompt));
    }

    private <T> T read(String kind, Digest digest, Class<T> type) {
        var base = config.url().toString().replaceFirst("/+$", "");
        var uri = URI.create(base + "/v1/" + kind + "/" + digest.value());
        var response = send(uri);
        return switch (response.statusCode()) {
            case 200 -> document(uri, digest, response.body(), type);
            case 404 -> throw new DocumentMissing("missing-document", uri.getPath() + " is not in the registry");
            case 410 -> throw new DocumentMissing("erased", uri.getPath() + " was erased");
            default ->
                throw new TransientFault(
                        uri + " answered " + response.statusCode() + " (expected: 200)",
                        new IOException("status " + response.statusCode()));
        };
    }

    private HttpResponse<String> send(URI uri) {
        var get = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Accept", "application/json")
                .build();
        try {
            return client.send(get, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new TransientFault("the registry at " + uri + " cannot be read: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    /** What is cached for ever under its digest has to be what the digest is of. */
    private static <T> T document(URI uri, Digest digest, String body, Class<T> type) {
        try {
            var actual = CanonicalJson.of(body).digest();
            if (!actual.equals(digest)) {
                throw new TransientFault(
                        uri + " answered a document with digest " + actual.value(), new IOException("wrong content"));
            }
            return EventJson.mapper().readValue(body, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new TransientFault(uri + " answered something else than the document: " + e.getMessage(), e);
        }
    }
}
