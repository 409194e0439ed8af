package dev.belay.cli.release;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.SinkStanding;
import dev.belay.cli.api.SinkStanding.Target;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinksCommandTest {

    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final Target CURRENT =
            new Target("care/a", "production", "/prompts/production/care/a.json", 4, 4L, AT, 0L, 0, null, null);

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatIsBehindIsShownWithItsError() {
        var behind = new Target("care/b", "production", "/prompts/b", 7, 5L, AT, 2L, 3, "disk full", AT);
        var above = new Target("care/c", "production", "/prompts/c", 1, 9L, AT, -8L, 0, null, null);
        platform.on("GET /v1/sinks", List.of(sink("disk full", CURRENT, behind, above)));

        var typed = belay("sinks", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("vault  files, care/* in production: 1 of 3 as live")
                .contains("nothing can be written now: disk full")
                .containsPattern("care/b +7 +5 .*failed 3 times, again at .*: disk full")
                .containsPattern("care/c +1 +9 .*never overwritten: /prompts/c")
                .doesNotContain("care/a");
    }

    @Test
    void ofOnePromptThePlacesAreShown() {
        platform.on("GET /v1/sinks", List.of(sink(null, CURRENT)));

        var typed = belay("sinks", "care/a", "--url", platform.url());

        assertThat(typed.out()).contains("1 of 1 as live").contains("/prompts/production/care/a.json");
        assertThat(platform.requests("GET /v1/sinks").getFirst().query()).isEqualTo("prompt=care/a");
    }

    @Test
    void withoutAnythingToTellItSaysSo() {
        platform.on("GET /v1/sinks", List.of());

        assertThat(belay("sinks", "--url", platform.url()).out())
                .contains("nothing of your teams is written to a sink");
    }

    private static SinkStanding sink(String error, Target... targets) {
        return new SinkStanding("vault", "files", "care/*", "production", 1, 1, error, false, List.of(targets));
    }
}
