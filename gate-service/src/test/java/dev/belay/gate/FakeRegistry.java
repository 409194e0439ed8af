package dev.belay.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Serves documents by digest, as the registry does. What a test puts there, it can take away. */
public final class FakeRegistry implements QuarkusTestResourceLifecycleManager {

    private final Map<Digest, String> documents = new ConcurrentHashMap<>();
    private volatile boolean down;
    private volatile boolean embedding = true;
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "belay.registry.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "belay.ledger.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                // No test waits as long as a proxy does, nor opens as many streams as a company.
                "belay.gate.heartbeat",
                "500ms",
                "belay.gate.max-streams",
                "4",
                // Receivers of webhooks are tests, on this machine.
                "belay.gate.webhooks.private-addresses",
                "true",
                // Kept in memory, as Quarkus does in tests.
                "quarkus.mailer.from",
                "belay@care.example");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakeRegistry.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    public Digest put(Object document) {
        var text = CanonicalJson.of(document, EventJson.mapper());
        documents.put(text.digest(), text.text());
        return text.digest();
    }

    /** As the ledger: what a model replied. */
    public void say(Digest completion, String text) {
        documents.put(
                completion,
                EventJson.mapper().createObjectNode().put("text", text).toString());
    }

    public void setDown(boolean isDown) {
        down = isDown;
    }

    /** As the workers: how often each letter is in what was said. Of what a test let nobody say, nothing is known to differ. */
    private String embedded(HttpExchange exchange) throws IOException {
        var order = EventJson.mapper().readTree(exchange.getRequestBody());
        var answer = EventJson.mapper().createObjectNode().put("model", "letters");
        var vectors = answer.putObject("vectors");
        for (var completion : order.path("completions")) {
            var vector = new byte[27];
            vector[26] = 1;
            var said = documents.getOrDefault(new Digest(completion.asText()), "{}");
            EventJson.mapper()
                    .readTree(said)
                    .path("text")
                    .asText()
                    .chars()
                    .filter(letter -> letter >= 'a' && letter <= 'z')
                    .forEach(letter -> vector[letter - 'a']++);
            vectors.put(completion.asText(), vector);
        }
        return answer.toString();
    }

    /** Whether the workers answer. */
    public void setEmbedding(boolean isEmbedding) {
        embedding = isEmbedding;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/v1/embeddings") && embedding && !down) {
            var vectors = embedded(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, vectors.length);
            exchange.getResponseBody().write(vectors);
            exchange.close();
            return;
        }
        if (path.equals("/v1/embeddings")) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        var document = documents.get(new Digest(path.substring(path.lastIndexOf('/') + 1)));
        var body = document == null ? new byte[0] : document.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                down ? 503 : document == null ? 404 : 200, body.length == 0 || down ? -1 : body.length);
        if (!down && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
