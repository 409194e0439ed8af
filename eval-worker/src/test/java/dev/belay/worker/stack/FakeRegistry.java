package dev.belay.worker.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registry's reads by digest. */
public final class FakeRegistry implements AutoCloseable {

    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final HttpServer server;

    public FakeRegistry(URI base) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** @param kind {@code versions}, {@code criteria} or {@code suites} */
    public Digest publish(String kind, Object document) {
        var canonical = CanonicalJson.of(document, EventJson.mapper());
        documents.put("/v1/" + kind + "/" + canonical.digest().value(), canonical.text());
        return canonical.digest();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var document = path.endsWith("/cases")
                    ? page(documents.get(path.substring(0, path.lastIndexOf('/'))), exchange.getRequestURI())
                    : documents.get(path);
            var body = (document == null ? "{}" : document).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(document == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Absent when there is no such suite, or no such case in it. */
    private static @Nullable String page(@Nullable String suite, URI uri) throws IOException {
        var query = Pattern.compile("from=([^&]+)&limit=(\\d+)").matcher(uri.getQuery());
        if (suite == null || !query.matches()) {
            return null;
        }
        var cases = EventJson.mapper().readValue(suite, SuiteDocument.class).cases();
        var page = cases.stream()
                .dropWhile(evalCase -> !evalCase.id().equals(query.group(1)))
                .limit(Integer.parseInt(query.group(2)))
                .toList();
        return page.isEmpty() ? null : EventJson.mapper().writeValueAsString(page);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
