package dev.belay.cli.notification;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyCommandTest {

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "--email, email, pm@care.example",
        "--slack, slack, https://hooks.slack.com/services/x",
        "--teams, teams, https://care.example/workflows/x",
    })
    void whoIsAddedIsToldOfEverything(String option, String channel, String address) {
        platform.on("POST /v1/webhooks", added(channel, address));

        var typed = belay("notify", "add", "care", option, address, "--url", platform.url());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains(address + " is told of care's decided").doesNotContain("yet");
        var order = platform.requests("POST /v1/webhooks").getFirst().json();
        assertThat(order.path("team").asText()).isEqualTo("care");
        assertThat(order.path("channel").asText()).isEqualTo(channel);
        assertThat(order.path("url").asText()).isEqualTo(address);
        assertThat(order.has("events")).isFalse();
    }

    @Test
    void whatIsNotSentYetIsSaid() {
        var added = new HashMap<>(added("email", "pm@care.example"));
        added.put("off", "mail is off");
        platform.on("POST /v1/webhooks", added);

        var typed = belay("notify", "add", "care", "--email", "pm@care.example", "--url", platform.url());

        assertThat(typed.out()).contains("Nothing is sent there yet: mail is off");
    }

    @Test
    void oneAddressIsExpected() {
        assertThat(belay("notify", "add", "care", "--url", platform.url()).exitCode())
                .isEqualTo(2);
        assertThat(belay("notify", "add", "care", "--email", "a@b", "--slack", "https://x", "--url", platform.url())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void peopleAreListedAndSystemsAreNot() {
        platform.on(
                "GET /v1/webhooks",
                List.of(known("wh-1", "webhook", "https://hooks.care.example"), known("wh-2", "email", "a@b")));

        var typed = belay("notify", "list", "care", "--url", platform.url());

        assertThat(typed.out())
                .contains("email  a@b  (wh-2)", "failed 7 times since 2026-11-25T09:10:00Z: HTTP 500")
                .doesNotContain("wh-1");
        assertThat(belay("webhook", "list", "--team", "care", "--url", platform.url())
                        .out())
                .contains("wh-1")
                .doesNotContain("wh-2");
    }

    @Test
    void whoIsRemovedIsNamedAsHeWasAdded() {
        platform.on("GET /v1/webhooks", List.of(known("wh-1", "slack", "https://x"), known("wh-2", "email", "a@b")))
                .on("DELETE /v1/webhooks/wh-2", Map.of());

        var typed = belay("notify", "remove", "care", "--email", "a@b", "--url", platform.url());

        assertThat(typed.out()).contains("Removed: a@b");
        assertThat(platform.requests("DELETE /v1/webhooks/wh-2")).hasSize(1);
        var unknown = belay("notify", "remove", "care", "--email", "c@d", "--url", platform.url());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("care does not tell c@d by email", "belay notify list care");
    }

    private static Map<String, Object> added(String channel, String address) {
        return Map.of("id", "wh-1", "team", "care", "channel", channel, "url", address, "events", List.of("decided"));
    }

    private static Map<String, Object> known(String id, String channel, String address) {
        return Map.of(
                "id",
                id,
                "team",
                "care",
                "channel",
                channel,
                "url",
                address,
                "events",
                List.of("decided"),
                "createdBy",
                "ops@care.example",
                "createdAt",
                "2026-11-25T09:00:00Z",
                "failures",
                7,
                "failingSince",
                "2026-11-25T09:10:00Z",
                "lastError",
                "HTTP 500");
    }
}
