package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedStreamsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final StoppedStreams stopped =
            new StoppedStreams(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)));

    @Test
    void streamIsStoppedUntilItsPauseIsOver() {
        stopped.stop("t a", NOW);

        assertThat(stopped.at(NOW)).containsExactly("t a");
        assertThat(stopped.at(NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void eachFailureInARowStopsItForLonger() {
        assertThat(stopped.stop("t a", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(stopped.stop("t a", NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void successStartsAnew() {
        stopped.stop("t a", NOW);
        stopped.stop("t b", NOW);
        stopped.resume(List.of("t a"));

        assertThat(stopped.at(NOW)).containsExactly("t b");
        assertThat(stopped.stop("t a", NOW)).isEqualTo(Duration.ofSeconds(1));
    }
}
