package dev.belay.local.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Connects a {@code @QuarkusTest} to the shared {@link TestStack}:
 * {@code @QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "gate"))}.
 * Without the argument there is no database in the configuration. The service signs with its own key. The service listens on a free port, so that the tests of
 * several may run side by side.
 */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
    private String database = "";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", "");
    }

    @Override
    public Map<String, String> start() {
        TestStack stack = TestStack.shared();
        var settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", stack.bootstrapServers(),
                "quarkus.http.test-port", "0",
                "belay.issuer.url", stack.issuerUrl(),
                "belay.issuer.secret", stack.issuerSecret(),
                "belay.signing.keys", stack.keys() + "/${quarkus.application.name}"));
        if (!database.isEmpty()) {
            stack.createDatabase(database);
            settings.put("quarkus.datasource.jdbc.url", stack.jdbcUrl(database));
            settings.put("quarkus.datasource.username", stack.user());
            settings.put("quarkus.datasource.password", stack.password());
        }
        return settings;
    }

    /** The stack serves the whole test run; what a test stopped is started again for the next. */
    @Override
    public void stop() {
        TestStack.shared().close();
    }
}
