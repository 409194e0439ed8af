package dev.belay.local.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Connects a {@code @QuarkusTest} to the shared {@link TestStack}:
 * {@code @QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "gate"))}.
 * Without the argument there is no database in the configuration. The service listens on a free port, so that the tests of
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
        if (database.isEmpty()) {
            return Map.of("kafka.bootstrap.servers", stack.bootstrapServers(), "quarkus.http.test-port", "0");
        }
        stack.createDatabase(database);
        return Map.of(
                "kafka.bootstrap.servers", stack.bootstrapServers(),
                "quarkus.http.test-port", "0",
                "quarkus.datasource.jdbc.url", stack.jdbcUrl(database),
                "quarkus.datasource.username", stack.user(),
                "quarkus.datasource.password", stack.password());
    }

    /** The stack serves the whole test run; what a test stopped is started again for the next. */
    @Override
    public void stop() {
        TestStack.shared().close();
    }
}
