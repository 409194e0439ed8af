package dev.belay.worker.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Where the fakes of a test will listen, and limits that suit a test. */
public final class FakeAddresses implements QuarkusTestResourceLifecycleManager {

    public static final String WINDOW = "16";

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("belay.registry.url", "http://127.0.0.1:" + freePort()),
                Map.entry("belay.worker.execution.openai-base-url", "http://127.0.0.1:" + freePort() + "/v1"),
                Map.entry("belay.worker.execution.openai-api-key", "test-key"),
                Map.entry("belay.worker.execution.model", ""),
                Map.entry("belay.worker.execution.call-timeout", "10s"),
                Map.entry("belay.worker.execution.attempts", "1"),
                Map.entry("belay.worker.ledger.lease", "20s"),
                Map.entry("belay.worker.ledger.poll", "20ms"),
                Map.entry("belay.worker.plan.lease", "30s"),
                Map.entry("belay.worker.plan.window", WINDOW),
                Map.entry("belay.outbox.longest-back-off", "500ms"));
    }

    @Override
    public void stop() {}

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
