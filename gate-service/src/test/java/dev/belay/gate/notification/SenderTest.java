package dev.belay.gate.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.belay.contracts.signing.WebhookSignature;
import dev.belay.gate.GateConfig;
import dev.belay.gate.notification.Sender.Answer;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.store.DeliveryStore.Claimed;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a connection to an address and a certificate for a name. */
class SenderTest {

    private static final String PASSWORD = "secret";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private HttpsServer server;
    private Path keys;

    @BeforeEach
    void serve() throws Exception {
        keys = directory.resolve("localhost.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var content = Files.newInputStream(keys)) {
            store.load(content, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_PASSWORD);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws InterruptedException {
        assertThat(answer("localhost", true)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void theNameIsVerifiedThoughTheAddressIsConnectedTo() throws Exception {
        // The certificate itself: a key's entry is no entry of trust.
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var content = Files.newInputStream(keys)) {
            var own = KeyStore.getInstance("PKCS12");
            own.load(content, PASSWORD.toCharArray());
            trusted.setCertificateEntry("localhost", own.getCertificate("localhost"));
        }
        var file = directory.resolve("trusted.p12");
        try (var content = Files.newOutputStream(file)) {
            trusted.store(content, PASSWORD.toCharArray());
        }
        System.setProperty(TRUST_STORE, file.toString());
        System.setProperty(TRUST_PASSWORD, PASSWORD);

        assertThat(answer("localhost", true)).isEqualTo(new Answer.Accepted("HTTP 204"));
        assertThat(answer("127.0.0.1", true)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aNameThatLeadsToThisMachineIsNotAskedUnlessThatIsAllowed() throws InterruptedException {
        assertThat(answer("localhost", false))
                .isEqualTo(new Answer.Failed("localhost: it leads to 127.0.0.1 (expected: a public address)"));
        assertThat(sender(false).refusal("https://localhost/")).isPresent();
        assertThat(sender(true).refusal("https://localhost/")).isEmpty();
    }

    private Answer answer(String host, boolean privateAddresses) throws InterruptedException {
        var url = "https://" + host + ":" + server.getAddress().getPort() + "/";
        return sender(privateAddresses)
                .send(new Claimed("msg_1", "wh-1", Channel.WEBHOOK, url, WebhookSignature.newSecret(), "{}"));
    }

    private Sender sender(boolean privateAddresses) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GateConfig.class)
                .withDefaultValues(Map.of(
                        "belay.gate.environment", "production",
                        "belay.gate.registry-url", "http://127.0.0.1",
                        "belay.gate.ledger-url", "http://127.0.0.1",
                        "belay.gate.public-url", "http://127.0.0.1",
                        "belay.gate.webhooks.private-addresses", String.valueOf(privateAddresses)))
                .build()
                .getConfigMapping(GateConfig.class);
        return new Sender(vertx, config);
    }
}
