package dev.belay.registry.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A worker's proofs, by the digest of their criteria. */
public class FakeWorker implements QuarkusTestResourceLifecycleManager {

    static final Map<String, String> PROOFS = new ConcurrentHashMap<>();

    /** Answers with a fault, whatever is asked. */
    static volatile boolean broken;

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/proofs/", FakeWorker::answer);
        server.start();
        return Map.of(
                "belay.registry.ledger-url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var proof = PROOFS.get(path.substring(path.lastIndexOf('/') + 1));
            var body = (proof == null ? "{}" : proof).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(broken ? 500 : proof == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
