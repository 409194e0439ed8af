package dev.belay.gate.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.GateConfig;
import dev.belay.identity.ServiceToken;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model said, where somebody has to judge it, and how its outputs lie to each other. A decision is made from results
 * and from what is kept of these readings, never from a reading.
 */
@ApplicationScoped
public class Ledger {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The first one loads a model. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final ServiceToken token;

    Ledger(GateConfig config, ServiceToken token) {
        this.token = token;
        this.base = config.ledgerUrl();
    }

    /**
     * Empty where nothing is recorded under the key, or it was erased.
     *
     * @param authorization the header of whoever reads it
     */
    public Optional<String> text(Digest completion, @Nullable String authorization) {
        var uri = base.resolve("/v1/completions/" + completion);
        var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> Optional.of(text(response.body()));
                case 404, 410 -> Optional.empty();
                default ->
                    throw new TransientFault(
                            "%s answered %d (expected: 200)".formatted(uri, response.statusCode()),
                            new IOException("HTTP " + response.statusCode()));
            };
        } catch (IOException e) {
            throw new TransientFault("the ledger cannot be read: " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    /** @param vectors in base64, by completion; of what was erased none */
    public record Embedded(String model, Map<Digest, byte[]> vectors) {}

    /** The sentence embeddings of recorded replies. */
    public Embedded embeddings(List<Digest> completions) {
        var uri = base.resolve("/v1/embeddings");
        try {
            var body = EventJson.mapper().writeValueAsString(Map.of("completions", completions));
            var request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("Authorization", token.header())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP " + response.statusCode() + " (expected: 200): " + response.body());
            }
            return EventJson.mapper().readValue(response.body(), Embedded.class);
        } catch (IOException e) {
            throw new TransientFault("the outputs cannot be compared: " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("interrupted while reading " + uri, e);
        }
    }

    private static String text(String body) throws IOException {
        JsonNode recorded = EventJson.mapper().readTree(body);
        return recorded.path("text").asText();
    }
}
