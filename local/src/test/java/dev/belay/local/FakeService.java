package dev.belay.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** Stands in for a service: takes its port from the environment as they do, and tells what it was given. */
public final class FakeService {
    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("fake service starting");
        if (System.getenv().containsKey("FAKE_SERVICE_FAILS")
                && System.getProperty("java.class.path").contains(System.getenv("FAKE_SERVICE_FAILS"))) {
            System.out.println("no such column: colour");
            System.exit(1);
        }
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        var server = HttpServer.create(new InetSocketAddress(System.getenv("QUARKUS_HTTP_HOST"), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/q/health/ready", exchange -> answer(exchange, "{}"));
        server.createContext("/v1", FakeService::tell);
        server.createContext("/v1/events", FakeService::stream);
        server.start();
    }

    private static void tell(HttpExchange exchange) throws IOException {
        var told = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        new TreeMap<>(exchange.getRequestHeaders())
                .forEach((name, values) ->
                        told.append(name).append(": ").append(values).append('\n'));
        for (String variable : List.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "QUARKUS_DATASOURCE_JDBC_URL",
                "BELAY_REGISTRY_URL",
                "BELAY_LEDGER_URL",
                "BELAY_SIGNING_KEYS",
                "BELAY_MODEL")) {
            told.append(variable).append('=').append(System.getenv(variable)).append('\n');
        }
        told.append("body=")
                .append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).length())
                .append('\n');
        told.append("pid=").append(ProcessHandle.current().pid()).append('\n');
        answer(exchange, told.toString());
    }

    /** One event at once, and the next only a second later. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (int event = 1; event <= 3; event++) {
                out.write(("id: " + event + "\ndata: event " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
