package dev.belay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final String PROMPT = "care/visit-summary";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Edge edge = new Edge();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void whatIsNotPlainMustacheTheEdgeRenders() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "{{=<% %>=}}<% note %>"));
        edge.rendered = "{\"version\": {\"number\": 1, \"digest\": \"sha256:1\"}, \"messages\":"
                + " [{\"role\": \"user\", \"content\": \"by the edge\"}]}";
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            assertThat(belay.render(PROMPT, Map.of("note", "x")))
                    .extracting(Message::content)
                    .isEqualTo(List.of("by the edge"));
            edge.rendered = "{\"version\": {\"number\": 2, \"digest\": \"sha256:2\"}, \"messages\": []}";
            assertThatThrownBy(() -> belay.render(PROMPT, Map.of())).isInstanceOf(EdgeAway.class);
        }
    }

    /** Whom a step gives the other version gets that rendered by the edge, too. */
    @Test
    void edgeIsToldForWhomItRenders() throws Exception {
        edge.tell("event: release\nid: p1\ndata: {\"prompt\":\"" + PROMPT
                + "\",\"environment\":\"production\",\"number\":1,"
                + "\"version\":{\"number\":1,\"digest\":\"sha256:1\"},\"content\":{\"messages\":[]},\"step\":100,"
                + "\"candidate\":{\"version\":{\"number\":2,\"digest\":\"sha256:2\"},"
                + "\"content\":{\"template\":\"nunjucks\",\"messages\":[]}}}\n\n");
        edge.rendered = "{\"version\": {\"number\": 2, \"digest\": \"sha256:2\"}, \"messages\": []}";
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            var got = belay.prompt(PROMPT).orElseThrow().as("tenant-7");
            assertThat(got.version()).isEqualTo(2);
            assertThat(belay.render(got, Map.of("amount", 0.1f))).isEmpty();
            assertThat(edge.orders).singleElement().satisfies(order -> {
                assertThat(order.path("targetingKey").asText()).isEqualTo("tenant-7");
                assertThat(order.path("variables").path("amount").asText()).isEqualTo("0.1");
            });
        }
    }

    @Test
    void numbersAndBytesAreRenderedAsTheirJson() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "{{amount}} {{bytes}}"));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            assertThat(belay.render(PROMPT, Map.of("amount", 0.1f, "bytes", new byte[] {'h', 'i'})))
                    .extracting(Message::content)
                    .containsExactly("0.1 aGk=");
        }
    }

    private BelayClient open() {
        return BelayClient.at(edge.address()).key("belay_test").open();
    }
}
