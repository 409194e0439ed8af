package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.evaluation.embedding.EmbeddingFailed;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Reply;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The embeddings of a server that speaks OpenAI's {@code /embeddings}. Recent vectors are kept, since the texts to compare with
 * are the same from case to case.
 */
public final class ProviderEmbeddings implements Embeddings {

    private static final int KEPT = 2_000;

    private final Server server;
    private final String model;
    private final HttpCalls calls;
    private final Map<String, double[]> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, double[]> eldest) {
            return size() > KEPT;
        }
    });

    /** @param server at a base URL up to and without {@code /embeddings} */
    public ProviderEmbeddings(Server server, String model, Pacer pacer) {
        this.server = server;
        this.model = model;
        this.calls = new HttpCalls(server, pacer);
    }

    @Override
    public String model() {
        return server.provider() + ":" + model;
    }

    @Override
    public double[] of(String text) {
        var known = recent.get(text);
        if (known != null) {
            return known.clone();
        }
        var protocol = new ChatCompletions();
        var call = new HttpCall(
                URI.create(server.baseUrl() + "/embeddings"),
                server.baseUrl(),
                protocol.headers(server.apiKey()),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("model", model)
                        .put("input", text)
                        .toString(),
                (body, latencyMs) -> new Reply(body, "stop", false, latencyMs, null, null, null, false),
                protocol::wayOut);
        return switch (calls.make(call, null)) {
            case Fault(var kind, var message, var retryable) -> throw new EmbeddingFailed(message);
            case Reply reply -> {
                var vector = vector(reply.text())
                        .orElseThrow(() -> new EmbeddingFailed(
                                server.baseUrl() + " sent no vector" + Responses.reasonIn(reply.text())));
                recent.put(text, vector);
                yield vector.clone();
            }
        };
    }

    private static Optional<double[]> vector(String body) {
        var numbers = Responses.json(body)
                .map(root -> root.path("data").path(0).path("embedding"))
                .filter(JsonNode::isArray);
        return numbers.map(array -> {
                    var vector = new double[array.size()];
                    Arrays.setAll(vector, i -> array.get(i).asDouble(Double.NaN));
                    return vector;
                })
                .filter(vector -> vector.length > 0 && Arrays.stream(vector).allMatch(Double::isFinite));
    }
}
