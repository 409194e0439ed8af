package dev.belay.worker.registry;

import dev.belay.contracts.canonical.Digest;
import dev.belay.identity.ServiceToken;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The registry's reads by digest. Throws {@link TransientFault} while it is away or answers something else than it should,
 * and {@link DocumentMissing} when it has no such document.
 */
@ApplicationScoped
class Reads {

    /** Makes something of an answer's body, which is closed after it. */
    interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    private final RegistryConfig config;
    private final String base;
    private final HttpClient client;
    private final ServiceToken token;

    Reads(RegistryConfig config, ServiceToken token) {
        this.config = config;
        this.token = token;
        this.base = config.url().toString().replaceFirst("/+$", "");
        this.client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** The document named by {@code digest}, whose bytes have to be of it. */
    <T> T document(String kind, Digest digest, Reading<T> reading) {
        return get("/v1/" + kind + "/" + digest.value(), body -> {
            var bytes = body.readAllBytes();
            var hash = Digest.hash();
            hash.update(bytes);
            verify(Digest.of(hash), digest);
            return reading.read(new ByteArrayInputStream(bytes));
        });
    }

    /** @param path with its query */
    <T> T get(String path, Reading<T> reading) {
        var uri = URI.create(base + path);
        try {
            var response = client.send(request(uri), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                return switch (response.statusCode()) {
                    case 200 -> reading.read(body);
                    case 404 ->
                        throw new DocumentMissing("missing-document", uri.getPath() + " is not in the registry");
                    case 410 -> throw new DocumentMissing("erased", uri.getPath() + " was erased");
                    default -> throw new IOException("status " + response.statusCode() + " (expected: 200)");
                };
            }
        } catch (IOException e) {
            throw new TransientFault("the registry's " + uri + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    private HttpRequest request(URI uri) throws IOException {
        return HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Accept", "application/json")
                .header("Authorization", token.header())
                .build();
    }

    /** What is kept for ever under its digest has to be what the digest is of. */
    static void verify(Digest actual, Digest expected) throws IOException {
        if (!actual.equals(expected)) {
            throw new IOException("a document with the digest " + actual.value());
        }
    }
}
