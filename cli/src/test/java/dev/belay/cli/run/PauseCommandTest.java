package dev.belay.cli.run;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.Pause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseCommandTest {

    private static final Pause PAUSE = new Pause(
            "care/visit-summary", "ops@care.example", "the provider is down", Instant.parse("2026-11-25T09:00:00Z"));

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void aPauseIsOrderedWithItsReasonAndTellsTheWayBack() {
        platform.on("PUT /v1/pauses/care/visit-summary", PAUSE);

        var typed = belay("pause", "care/visit-summary", "--reason", "the provider is down", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains(
                        "is paused since",
                        "by ops@care.example: the provider is down",
                        "belay resume care/visit-summary");
        assertThat(platform.requests("PUT /v1/pauses/care/visit-summary")).hasSize(1);
    }

    @Test
    void whatIsPausedIsListed() {
        platform.on("GET /v1/pauses", List.of(PAUSE)).on("GET /v1/pauses", List.of());

        assertThat(belay("pause", "--url", platform.url()).out()).contains("care/visit-summary is paused");
        assertThat(belay("pause", "--url", platform.url()).out()).contains("nothing is paused");
    }

    @Test
    void aPauseWithoutAReasonAsksForOne() {
        var typed = belay("pause", "care/visit-summary", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--reason is missing");
    }

    @Test
    void whatIsResumedGoesOnAndWhatWasNotPausedIsRefused() {
        platform.on("POST /v1/resumptions", """
                {"prompt": "care/visit-summary", "paused": true, "reopened": true, "unfreezing": false}""");

        var lifted = belay("resume", "care/visit-summary", "--reason", "mended", "--url", platform.url());
        assertThat(lifted.exitCode()).isZero();
        assertThat(lifted.out())
                .contains("care/visit-summary is evaluated again")
                .contains("care/visit-summary is open again")
                .doesNotContain("frozen");
        var other = belay("resume", "care/visit-summary", "--url", platform.url());
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("--reason");
    }
}
