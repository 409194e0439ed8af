package dev.belay.deployer.sink;

import static dev.belay.deployer.sink.domain.States.live;
import static dev.belay.deployer.sink.domain.States.retired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.signing.WebhookSignature;
import dev.belay.deployer.sink.domain.Scope;
import dev.belay.deployer.sink.domain.States;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSinkTest {

    private static final String SECRET = WebhookSignature.newSecret();

    private record Request(Headers headers, String body) {}

    private record Settings(URI url, String secret) implements WebhookSink.Settings {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private int status = 204;
    private HttpServer receiver;
    private WebhookSink sink;

    @BeforeEach
    void open() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestHeaders(), body));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        sink = sink("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks/a-secret-path");
    }

    @AfterEach
    void close() {
        sink.close();
        receiver.stop(0);
    }

    @Test
    void theReceiverGetsTheDocumentSignedUnderTheReleasesId() throws Exception {
        assertThat(sink.write(live(3))).isEqualTo(3);

        var request = requests.getFirst();
        assertThat(request.headers().getFirst("webhook-id")).isEqualTo("r-3.3");
        assertThat(request.headers().getFirst("belay-deployment-number")).isEqualTo("3");
        long timestamp = States.SINCE.getEpochSecond();
        assertThat(request.headers().getFirst("webhook-timestamp")).isEqualTo(Long.toString(timestamp));
        assertThat(request.headers().getFirst("webhook-signature"))
                .isEqualTo(WebhookSignature.of(SECRET, "r-3.3", timestamp, request.body()));
        var body = EventJson.mapper().readTree(request.body());
        assertThat(body.path("type").asText()).isEqualTo("live.changed");
        assertThat(body.path("timestamp").asText()).isEqualTo(States.SINCE.toString());
        assertThat(body.path("data").path("number").asLong()).isEqualTo(3);
        assertThat(body.path("data").path("content").path("messages")).hasSize(1);
    }

    @Test
    void ofARetiredPromptNoContentIsSent() throws Exception {
        sink.write(retired(4));

        var body = EventJson.mapper().readTree(requests.getFirst().body());
        assertThat(body.path("type").asText()).isEqualTo("live.retired");
        assertThat(body.path("data").has("content")).isFalse();
        assertThat(body.path("data").has("version")).isFalse();
        assertThat(body.path("data").path("number").asLong()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"400, PROMPT", "422, PROMPT", "302, TARGET", "401, TARGET", "503, TARGET", "410, FOR_GOOD"})
    void anAnswerBut2xxIsAFailureAndARedirectIsNotFollowed(int answer, Scope scope) {
        status = answer;

        assertThatThrownBy(() -> sink.write(live(1)))
                .isInstanceOfSatisfying(
                        SinkFailed.class, failed -> assertThat(failed.scope()).isEqualTo(scope))
                .hasMessageContaining("HTTP " + answer)
                .hasMessageNotContaining("a-secret-path");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aReceiverThatIsAwayIsATargetsFailure() {
        receiver.stop(0);

        assertThatThrownBy(() -> sink.write(live(1)))
                .isInstanceOfSatisfying(
                        SinkFailed.class, failed -> assertThat(failed.scope()).isEqualTo(Scope.TARGET));
    }

    private static WebhookSink sink(String url) {
        return WebhookSink.of(new Settings(URI.create(url), SECRET), Clock.fixed(States.SINCE, ZoneOffset.UTC));
    }
}
