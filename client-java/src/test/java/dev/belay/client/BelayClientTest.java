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

    /** Numbers of another environment say nothing about this one's, nor does its position. */
    @Test
    void whatWasKeptOfAnotherEnvironmentIsNotServed() throws Exception {
        edge.tell(Edge.release(PROMPT, 50, 9, "Staging."));
        try (var belay = BelayClient.at(edge.address())
                .environment("staging")
                .cache(directory)
                .open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
        }
        edge.told.clear();
        edge.positions.clear();
        edge.tell(Edge.release(PROMPT, 7, 3, "Production."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            assertThat(belay.prompt(PROMPT))
                    .get()
                    .extracting(LivePrompt::number)
                    .isEqualTo(7L);
            assertThat(edge.positions).first().isEqualTo("");
        }
    }

    @Test
    void keyThatIsNotGoodAnyMoreIsSaidWhileTheLastReleaseIsServed() throws Exception {
        edge.tell(Edge.release(PROMPT, 1, 1, "One."));
        try (var belay = open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
        }
        edge.status = 403;
        try (var belay = open()) {
            await().atMost(SOON)
                    .until(() -> belay.state() instanceof State.Stale(var since, var why) && why.contains("403"));
            assertThat(belay.prompt(PROMPT)).isPresent();
        }
    }

    @Test
    void listenerThatFailsDisturbsNobody() throws Exception {
        var heard = new CopyOnWriteArrayList<Integer>();
        try (var belay = open()) {
            belay.onChange(live -> {
                throw new IllegalStateException("a listener's own fault");
            });
            belay.onChange(live -> heard.add(live.version()));
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            edge.tell(Edge.release(PROMPT, 1, 1, "One."));
            edge.tell(Edge.release(PROMPT, 2, 2, "Two."));
            await().atMost(SOON).until(() -> heard.equals(List.of(1, 2)));
            assertThat(belay.state()).isInstanceOf(State.Current.class);
            assertThat(edge.positions).hasSize(1);
        }
    }

    @Test
    void moreThanOneReceiptTakesGoesInSeveral() throws Exception {
        for (int i = 0; i < 1_001; i++) {
            edge.told.add(Edge.release("care/p" + i, 1, 1, "One."));
        }
        try (var belay = BelayClient.at(edge.address()).subscriber("checkout-1").open()) {
            assertThat(belay.awaitCurrent(SOON)).isTrue();
            edge.tell(Edge.release("care/p0", 2, 2, "Two."));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(edge.receipts)
                            .extracting(receipt -> receipt.path("serves").size())
                            .contains(1_000, 1));
        }
    }

    @Test
    void subscriberThatTheEdgeWouldRefuseIsRefusedAtOnce() {
        assertThatThrownBy(() -> BelayClient.at(edge.address()).subscriber("checkout 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkout 1");
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
