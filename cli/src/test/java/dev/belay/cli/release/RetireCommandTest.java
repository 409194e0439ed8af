package dev.belay.cli.release;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.Retirement;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetireCommandTest {

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatIsRetiredIsWaitedForAndTold() {
        platform.on(
                "POST /v1/retirements",
                new Retirement("retire-1", "care/visit", "production", 4, new VersionRef(2, Digest.of("v2"))));

        var typed = belay("retire", "care/visit", "--reason", "replaced", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("care/visit is retired in production: v2, deployment 4, was the last");
        var sent = platform.requests("POST /v1/retirements").getFirst().json();
        assertThat(sent.path("prompt").asText()).isEqualTo("care/visit");
        assertThat(sent.path("reason").asText()).isEqualTo("replaced");
    }

    @Test
    void reasonIsAskedFor() {
        var typed = belay("retire", "care/visit", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--reason is missing");
        assertThat(platform.asked()).isEmpty();
    }
}
