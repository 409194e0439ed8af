package dev.belay.local.stack;

import dev.belay.local.Infrastructure;
import dev.belay.local.Layout;
import dev.belay.local.issuer.Issuer;
import dev.belay.local.issuer.IssuerResource;
import dev.belay.local.keys.InstallationKeys;
import dev.belay.local.process.Ports;
import dev.belay.local.process.Tether;
import dev.belay.local.router.Router;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The process behind {@link TestStack}. It lives as long as its standard input is open, so a test run that is killed
 * leaves nothing behind; orders come over a local socket, one line each, answered by {@code ok} or the fault.
 */
public final class StackProcess {
    private final Infrastructure infrastructure;
    private final Issuer issuer;
    private final Path home;
    private final Path keys;
    private @Nullable Router router;

    private StackProcess(Infrastructure infrastructure, Issuer issuer, Path home, Path keys) {
        this.infrastructure = infrastructure;
        this.issuer = issuer;
        this.home = home;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperty("log4j2.configurationFile", "infrastructure-log4j2.xml");
        Path home = Path.of(arguments[0]);
        var layout = new Layout(
                home.resolve("data"), Path.of(arguments[1]), home.resolveSibling(home.getFileName() + "-postgres.log"));
        InstallationKeys.ensure(layout.keys());
        var infrastructure = Infrastructure.start(layout, Tether.start(), 0, 0, part -> {});
        var address = URI.create("http://127.0.0.1:" + Ports.free() + IssuerResource.PATH);
        var stack = new StackProcess(infrastructure, Issuer.open(layout.issuer(), address), home, layout.keys());
        stack.startIssuer();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::end));
        try (var orders = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> stack.take(orders));
            System.out.println("ready " + orders.getLocalPort());
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
        }
        System.exit(0);
    }

    private void take(ServerSocket orders) {
        while (!orders.isClosed()) {
            try (Socket caller = orders.accept();
                    var in =
                            new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                    var out = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.UTF_8)) {
                out.println(answer(List.of(in.readLine().split(" "))));
            } catch (IOException gone) {
                // The caller ended; the next one is waited for.
            }
        }
    }

    private String answer(List<String> order) {
        try {
            switch (order.getFirst()) {
                case "where" -> {
                    return infrastructure.bootstrapServers() + " " + infrastructure.postgresPort() + " "
                            + issuer.address() + " " + issuer.clientSecret() + " " + keys;
                }
                case "token" -> {
                    return issuer.person(order.get(1), List.of(order.get(2).split(",")));
                }
                case "stop-issuer" -> stopIssuer();
                case "start-issuer" -> startIssuer();
                case "stop-broker" -> infrastructure.stopBroker();
                case "start-broker" -> infrastructure.startBroker();
                case "stop-postgres" -> infrastructure.stopPostgres();
                case "start-postgres" -> infrastructure.startPostgres();
                case "resume" -> {
                    infrastructure.resume();
                    startIssuer();
                }
                case "database" -> infrastructure.postgres().createDatabases(List.of(order.get(1)));
                default -> throw new IllegalArgumentException("unknown order " + order);
            }
            return "ok";
        } catch (RuntimeException | SQLException e) {
            return "failed " + e.toString().replace('\n', ' ');
        }
    }

    private synchronized void startIssuer() {
        if (router == null) {
            var own = Map.of(IssuerResource.PATH, (Handler<HttpServerRequest>) new IssuerResource(issuer));
            router = Router.start("127.0.0.1", issuer.address().getPort(), own, path -> Optional.empty());
        }
    }

    private synchronized void stopIssuer() {
        if (router != null) {
            router.close();
            router = null;
        }
    }

    private void end() {
        infrastructure.close();
        FileUtils.deleteQuietly(home.toFile());
    }
}
