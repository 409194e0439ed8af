package dev.belay.evaluation.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Vectors of a server that speaks OpenAI's {@code /embeddings}; asked up to three times where a fault may pass. */
public final class OpenAiEmbeddings implements Embeddings {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final String baseUrl;
    private final @Nullable String apiKey;
    private final String model;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** @param baseUrl up to and without {@code /embeddings} */
    public OpenAiEmbeddings(String baseUrl, @Nullable String apiKey, String model) {
        this.baseUrl = baseUrl.strip().replaceFirst("/+$", "");
        this.apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        this.model = model;
    }

    @Override
    public String model() {
        return model + " at " + baseUrl;
    }

    @Override
    public double[] of(String text) {
        try {
            for (int made = 1; ; made++) {
                var response = client.send(request(text), HttpResponse.BodyHandlers.ofString());
                boolean mayPass = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!mayPass || made == ATTEMPTS) {
                    return vector(response);
                }
                Thread.sleep(500L * made);
            }
        } catch (IOException fault) {
            throw new EmbeddingFailed("no embedding from " + baseUrl + ": " + fault.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddingFailed("interrupted while waiting for " + baseUrl);
        }
    }

    private HttpRequest request(String text) {
        var body = JsonNodeFactory.instance.objectNode().put("model", model).put("input", text);
        var post = HttpRequest.newBuilder(URI.create(baseUrl + "/embeddings"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (apiKey != null) {
            post.header("Authorization", "Bearer " + apiKey);
        }
        return post.build();
    }

    private double[] vector(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new EmbeddingFailed(baseUrl + " answered " + response.statusCode());
        }
        JsonNode vector;
        try {
            vector = EventJson.mapper()
                    .readTree(response.body())
                    .path("data")
                    .path(0)
                    .path("embedding");
        } catch (JsonProcessingException malformed) {
            throw new EmbeddingFailed("the embedding from " + baseUrl + " is not JSON");
        }
        if (!vector.isArray() || vector.isEmpty()) {
            throw new EmbeddingFailed("the answer of " + baseUrl + " has no data[0].embedding");
        }
        var values = new double[vector.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.get(i).doubleValue();
        }
        return values;
    }
}
