package dev.belay.local.stack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real broker with the platform's topics and a real PostgreSQL with its databases, on free ports, for tests. Both run
 * in one process of their own, because the broker's libraries are newer than the services' and must not be on a test's
 * class path; this class itself needs the JDK only. All data vanish with the process that started it, however that ends.
 */
public final class TestStack implements AutoCloseable {
    /** String system properties are the one place that every class loader of a Quarkus test sees. */
    private static final String SHARED = "belay.test-stack.port";

    private final int orders;
    private final String bootstrapServers;
    private final String postgresPort;
    private final String issuerUrl;
    private final String issuerSecret;
    private final Path keys;

    private TestStack(int orders) {
        this.orders = orders;
        var where = List.of(order("where").split(" ", 5));
        this.bootstrapServers = where.get(0);
        this.postgresPort = where.get(1);
        this.issuerUrl = where.get(2);
        this.issuerSecret = where.get(3);
        this.keys = Path.of(where.get(4));
    }

    /** The stack of this test run: started by whoever asks first, stopped when the JVM ends. */
    public static TestStack shared() {
        synchronized (System.class) {
            Integer running = Integer.getInteger(SHARED);
            var stack = new TestStack(running == null ? launch() : running);
            System.setProperty(SHARED, Integer.toString(stack.orders));
            return stack;
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** {@code registry}, {@code worker}, {@code gate} and {@code rollback} are there; others after {@link #createDatabase}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database;
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    /** The writers' keys, a directory each under its name. */
    public Path keys() {
        return keys;
    }

    public String issuerUrl() {
        return issuerUrl;
    }

    public String issuerSecret() {
        return issuerSecret;
    }

    /**
     * A token that the services accept, for twelve hours.
     *
     * @param name an e-mail address
     * @param roles entries {@code belay:TEAM:ROLE}
     */
    public String token(String name, String... roles) {
        return order("token " + name + " " + String.join(",", roles));
    }

    /** No key can be fetched and no token be had until {@link #startIssuer}, which comes back with the same key. */
    public void stopIssuer() {
        order("stop-issuer");
    }

    public void startIssuer() {
        order("start-issuer");
    }

    /** Does nothing when it is there already. */
    public void createDatabase(String name) {
        order("database " + name);
    }

    /** An orderly stop; the address stays the same for {@link #startBroker}, and the records are kept. */
    public void stopBroker() {
        order("stop-broker");
    }

    public void startBroker() {
        order("start-broker");
    }

    /** Cuts all sessions at once; the address stays the same for {@link #startPostgres}, and what was committed is kept. */
    public void stopPostgres() {
        order("stop-postgres");
    }

    public void startPostgres() {
        order("start-postgres");
    }

    /** Starts again what a test has stopped and not started. The process itself ends with the JVM. */
    @Override
    public void close() {
        order("resume");
    }

    private String order(String order) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), orders);
                var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            out.println(order);
            String answer = in.readLine();
            if (answer == null || answer.startsWith("failed ")) {
                throw new IllegalStateException("The test stack could not do '" + order + "': " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("The test stack does not answer on port " + orders, e);
        }
    }

    private static int launch() {
        try {
            Path target = target();
            Path logs = Files.createDirectories(Path.of("target", "test-stack").toAbsolutePath());
            Path home = Files.createTempDirectory(logs, "run-");
            Path log = logs.resolve(home.getFileName() + ".log");
            Process process = new ProcessBuilder(command(target, home, log))
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String ready = out.readLine();
            if (ready == null || !ready.startsWith("ready ")) {
                throw new IllegalStateException("The test stack did not start; its log is " + log);
            }
            return Integer.parseInt(ready.substring("ready ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException("The test stack did not start", e);
        }
    }

    private static List<String> command(Path target, Path home, Path log) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbelay.infrastructure.log=" + log));
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                target.resolve("../../contracts/target/classes").normalize().toString(),
                target.resolve("dist/lib") + File.separator + "*"));
        command.add("dev.belay.local.stack.StackProcess");
        command.add(home.toString());
        command.add(target.resolve("postgres").toString());
        return command;
    }

    /** The build directory of this module, from {@code target/classes} as from {@code target/local-….jar}. */
    private static Path target() {
        try {
            var source = Path.of(TestStack.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path target = source.getParent();
            if (!Files.isDirectory(target.resolve("dist/lib"))) {
                throw new IllegalStateException("No " + target.resolve("dist/lib")
                        + ": build the module `local` in the same Maven run (`mvn -pl local,… -am`)");
            }
            return target;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot tell where TestStack was loaded from", e);
        }
    }
}
