package dev.belay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.client.BelayClient.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BelayClientTest {

    private static final String PROMPT = "care/visit-summary";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Edge edge = new Edge();

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void servesFromMemoryAndFollowsEveryChange() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "Summarise {{note}}."));
        var heard = new CopyOnWriteArrayList<Integer>();
        try (var belay = open()) {
            belay.onChange(live -> heard.add(live.version()));
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            assertThat(belay.render(PROMPT, Map.of("note", "<a & b>")))
                    .extracting(Message::content)
                    .containsExactly("Summarise <a & b>.");

            edge.tell(Edge.release(PROMPT, 2, 2, "Be short."));
            await().atMost(SOON).until(() -> belay.prompt(PROMPT).orElseThrow().version() == 2);
            // Late, or from a replica that is behind: never lower than what was seen.
            edge.tell(Edge.release(PROMPT, 1, 1, "Summarise."));
            edge.tell(Edge.retired(PROMPT, 3));
            await().atMost(SOON).until(() -> belay.prompt(PROMPT).isEmpty());
            assertThat(heard).containsSubsequence(2).doesNotHaveDuplicates();
            assertThatThrownBy(() -> belay.render(PROMPT, Map.of())).hasMessageContaining("is not live");
        }
    }

    @Test
    void servesTheLastReleaseWhileTheEdgeIsAwayAndGoesOnWhereItWas() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            int port = edge.address().getPort();
            edge.cut();
            edge.close();
            await().atMost(SOON).until(() -> belay.state() instanceof State.Stale);
            assertThat(belay.prompt(PROMPT)).isPresent();

            edge = new Edge(port);
            edge.tell(Edge.release(PROMPT, 2, 2, "Two."));
            await().atMost(SOON).until(() -> belay.prompt(PROMPT).orElseThrow().version() == 2);
            await().atMost(SOON).until(() -> belay.state() instanceof State.Current);
            assertThat(edge.positions).first().asString().startsWith("p");
        }
    }

    @Test
    void startsFromDiskWithoutTheEdge() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
        }
        edge.close();

        try (var belay = open()) {
            assertThat(belay.state()).isInstanceOf(State.Stale.class);
            assertThat(belay.render(PROMPT, Map.of()))
                    .extracting(Message::content)
                    .containsExactly("One.");
            assertThat(belay.awaitCurrent(Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void whatOnDiskCannotBeReadIsNotUsed() throws Exception {
        Files.writeString(directory.resolve("belay-live.json"), "{\"position\": 7");
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            assertThat(edge.positions).first().isEqualTo("");
        }
    }

    @Test
    void saysWhatItServes() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            edge.tell(Edge.release(PROMPT, 2, 2, "Two."));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(edge.receipts).anySatisfy(receipt -> {
                        assertThat(receipt.path("subscriber").asText()).isEqualTo("checkout-1");
                        assertThat(receipt.path("serves").path(0).path("number").asInt())
                                .isEqualTo(2);
                    }));
        }
    }

    @Test
    void keyThatIsNotGoodIsSaid() {
        edge.status = 401;
        try (var belay = open()) {
            await().atMost(SOON).until(() -> belay.state() instanceof State.Empty(var why) && why.contains("401"));
        }
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

    /** A connection through which nothing comes any more, though nobody closed it. */
    @Test
    void silenceOpensTheStreamAnew() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay =
                BelayClient.at(edge.address()).patience(Duration.ofMillis(400)).open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            await().atMost(SOON).until(() -> edge.positions.size() > 1);
            assertThat(belay.prompt(PROMPT)).isPresent();
        }
    }

    private BelayClient open() {
        return BelayClient.at(edge.address())
                .key("belay_test")
                .prompts("care/*")
                .cache(directory)
                .subscriber("checkout-1")
                .open();
    }
}
