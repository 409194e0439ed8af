package dev.belay.evaluation.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.document.Assertion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            var body = "{\"pass\": false, \"reason\": \"quotes the output\"}".getBytes(StandardCharsets.UTF_8);
            boolean elsewhere = exchange.getRequestURI().getPath().endsWith("/moved");
            exchange.getResponseHeaders().add("Location", "/checks/tone");
            exchange.sendResponseHeaders(elsewhere ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Verdict judged(String address, Webhooks webhooks) {
        var assertion = new Assertion("webhook", TextNode.valueOf(address), null, null, null);
        return new Checker()
                .with(webhooks)
                .check(assertion, new Output("text", 0, null), Map.of("x", TextNode.valueOf("../admin")));
    }

    @Test
    void whatIsAllowedIsAsked() {
        assertThat(judged(at("/checks/tone"), Webhooks.only("https://a.example " + at("/checks"))))
                .isInstanceOf(Verdict.Failed.class);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other",
                "/checks-of-others",
                "/checks/../other",
                "/checks/%2e%2e/other",
                "/checks/{{x}}",
                "/checks/..%2Fother",
            })
    void whatBeginsOtherwiseIsNot(String path) {
        assertThat(judged(at(path), Webhooks.only(at("/checks"))))
                .isEqualTo(new Verdict.Errored("the address is none of those that BELAY_WEBHOOKS allows"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void otherServersAreNotAllowedByAName() {
        var allowed = Webhooks.only("http://127.0.0.1:1/checks");

        assertThat(judged(at("/checks"), allowed)).isInstanceOf(Verdict.Errored.class);
        assertThat(judged("https://127.0.0.1:1/checks", allowed)).isInstanceOf(Verdict.Errored.class);
        assertThat(judged("http://127.0.0.1:1@127.0.0.1/checks", allowed)).isInstanceOf(Verdict.Errored.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void withoutAListNoneIsAsked() {
        assertThat(judged(at("/"), Webhooks.only("")))
                .isEqualTo(new Verdict.Errored("no webhook may be asked here; BELAY_WEBHOOKS names those that may"));
        assertThat(new Checker()
                        .check(
                                new Assertion("webhook", TextNode.valueOf(at("/")), null, null, null),
                                new Output("text", 0, null),
                                Map.of()))
                .isInstanceOf(Verdict.Errored.class);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://0.0.0.0/",
                "http://2852039166/",
            })
    void whatAMachineKeepsForItselfIsNeverAsked(String address) throws IOException {
        var host = URI.create(address).getHost();
        var allowed = host == null ? Webhooks.anywhere() : Webhooks.only(address);

        assertThat(judged(address, allowed)).isInstanceOf(Verdict.Errored.class);
        assertThat(allowed.refusal(URI.create(address)))
                .hasValueSatisfying(why -> assertThat(why).contains("keep for themselves"));
    }

    @Test
    void answerThatSendsElsewhereIsNotFollowed() {
        assertThat(judged(at("/checks/moved"), Webhooks.anywhere()))
                .isEqualTo(new Verdict.Errored("the service answered 302"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void serviceThatIsAwayIsNoVerdict() {
        server.stop(0);

        assertThat(judged(at("/"), Webhooks.anywhere()))
                .isEqualTo(new Verdict.Errored("the service did not answer: ConnectException"));
    }

    @ParameterizedTest
    @CsvSource({"ftp://a.example", "a.example", "https://u:p@a.example", "'https://a.example,b'"})
    void listOfWhatIsNoAddressIsRefused(String list) {
        assertThatThrownBy(() -> Webhooks.only(list)).hasMessageContaining("BELAY_WEBHOOKS: \"");
    }
}
