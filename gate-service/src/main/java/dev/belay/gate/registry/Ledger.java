package dev.belay.gate.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a model said, where somebody has to judge it. Never for a decision: that is made from results alone. */
@ApplicationScoped
public class Ledger {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Ledger(GateConfig config) {
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

    private static String text(String body) throws IOException {
        JsonNode recorded = EventJson.mapper().readTree(body);
        return recorded.path("text").asText();
    }
}
