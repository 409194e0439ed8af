package dev.belay.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the local platform keeps its state and listens. Port 0 means any free one.
 *
 * @param root the checkout, which holds the built services
 * @param home data, logs and {@code platform.json}
 * @param host the address that the router binds; everything else is bound to 127.0.0.1
 * @param servicePorts the first of the services' ports; the others follow it
 * @param workers how many eval-workers run
 */
public record PlatformOptions(
        Path root, Path home, String host, int port, int servicePorts, int kafkaPort, int postgresPort, int workers) {

    public static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_SERVICE_PORTS = 18_081;
    private static final int DEFAULT_KAFKA_PORT = 19_092;
    private static final int DEFAULT_POSTGRES_PORT = 15_432;
    private static final int DEFAULT_WORKERS = 2;
    private static final int MOST_WORKERS = 32;

    /**
     * From BELAY_ROOT, BELAY_HOME, BELAY_HOST, BELAY_PORT, BELAY_SERVICE_PORTS, BELAY_KAFKA_PORT, BELAY_POSTGRES_PORT
     * and BELAY_WORKERS. What is not set has a fixed default, except that BELAY_PORT=0 makes every port a free one.
     */
    public static PlatformOptions from(Map<String, String> environment) {
        Path root = Path.of(environment.getOrDefault("BELAY_ROOT", "."))
                .toAbsolutePath()
                .normalize();
        Path home = environment.containsKey("BELAY_HOME")
                ? Path.of(environment.get("BELAY_HOME")).toAbsolutePath().normalize()
                : root.resolve(".belay");
        int port = number(environment, "BELAY_PORT", DEFAULT_PORT);
        boolean any = port == 0;
        return new PlatformOptions(
                root,
                home,
                environment.getOrDefault("BELAY_HOST", "127.0.0.1"),
                port,
                number(environment, "BELAY_SERVICE_PORTS", any ? 0 : DEFAULT_SERVICE_PORTS),
                number(environment, "BELAY_KAFKA_PORT", any ? 0 : DEFAULT_KAFKA_PORT),
                number(environment, "BELAY_POSTGRES_PORT", any ? 0 : DEFAULT_POSTGRES_PORT),
                number(environment, "BELAY_WORKERS", DEFAULT_WORKERS));
    }

    /** The inverse of {@link #from}, for the supervisor. */
    Map<String, String> environment() {
        return Map.of(
                "BELAY_ROOT", root.toString(),
                "BELAY_HOME", home.toString(),
                "BELAY_HOST", host,
                "BELAY_PORT", Integer.toString(port),
                "BELAY_SERVICE_PORTS", Integer.toString(servicePorts),
                "BELAY_KAFKA_PORT", Integer.toString(kafkaPort),
                "BELAY_POSTGRES_PORT", Integer.toString(postgresPort),
                "BELAY_WORKERS", Integer.toString(workers));
    }

    public PlatformOptions {
        checkPort("BELAY_PORT", port);
        checkPort("BELAY_SERVICE_PORTS", servicePorts);
        checkPort("BELAY_KAFKA_PORT", kafkaPort);
        checkPort("BELAY_POSTGRES_PORT", postgresPort);
        checkWorkers(workers);
    }

    public static void checkWorkers(int workers) {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "BELAY_WORKERS is " + workers + ", expected 1 to " + MOST_WORKERS + " eval-workers");
        }
    }

    /** Of the root and the writers. */
    public Path keys() {
        return Layout.of(this).keys();
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    private static void checkPort(String variable, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(variable + " is " + port + ", expected 0 to 65535 (0 is any free port)");
        }
    }

    private static int number(Map<String, String> environment, String variable, int otherwise) {
        String value = environment.getOrDefault(variable, "");
        try {
            return value.isBlank() ? otherwise : Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " is '" + value + "', expected a number", e);
        }
    }
}
