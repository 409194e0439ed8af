package dev.belay.registry.proving;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.proving.Examples;
import dev.belay.identity.ServiceToken;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.domain.Content;
import dev.belay.registry.domain.Proven;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Proofs by the digest of their criteria. Asked before a prompt is locked, since a worker may take its time. */
@ApplicationScoped
public class Proofs {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI base;
    private final ServiceToken token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Proofs(RegistryConfig config, ServiceToken token) {
        this.base = config.ledgerUrl();
        this.token = token;
    }

    /** @param criteria as sent; absent when none are */
    public Proven of(@Nullable CriteriaDocument criteria) {
        if (criteria == null || !Examples.askSomebody(criteria)) {
            return new Proven.ByReading();
        }
        var uri = base.resolve("/v1/proofs/" + Content.of(criteria).digest());
        try {
            var request = HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Authorization", token.header())
                    .build();
            return proven(uri, http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return new Proven.Unknown(uri + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Proven.Unknown("interrupted while reading " + uri);
        }
    }

    private static Proven proven(URI uri, HttpResponse<String> answer) throws IOException {
        return switch (answer.statusCode()) {
            case 200 -> new Proven.Tried(EventJson.mapper().readValue(answer.body(), CriteriaProof.class));
            case 404 -> new Proven.NeverTried();
            default -> new Proven.Unknown(uri + " answered " + answer.statusCode() + " (expected: 200 or 404)");
        };
    }
}
