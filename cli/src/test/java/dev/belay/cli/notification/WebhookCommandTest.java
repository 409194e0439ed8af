package dev.belay.cli.notification;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookCommandTest {

    private static final String ADDRESS = "https://hooks.care.example/belay";

    private final FakePlatform platform = new FakePlatform();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void whatIsAddedIsWhatWasTypedAndItsSecretIsShown() {
        platform.on(
                "POST /v1/webhooks",
                Map.of(
                        "id",
                        "wh-1",
                        "secret",
                        "whsec_abc",
                        "team",
                        "care",
                        "channel",
                        "webhook",
                        "url",
                        ADDRESS,
                        "events",
                        List.of("decided")));

        var typed = belay(
                "webhook",
                "add",
                "--team",
                "care",
                "--address",
                ADDRESS,
                "--events",
                "decided,rolled-back",
                "--url",
                platform.url());
        belay("webhook", "add", "--team", "care", "--address", ADDRESS, "--url", platform.url());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("whsec_abc", "wh-1: decided of care to " + ADDRESS);
        var orders = platform.requests("POST /v1/webhooks");
        assertThat(orders.getFirst().json().path("url").asText()).isEqualTo(ADDRESS);
        assertThat(orders.getFirst().json().path("events").toString()).isEqualTo("[\"decided\",\"rolled-back\"]");
        assertThat(orders.getLast().json().has("events")).isFalse();
    }

    @Test
    void oneThatFailsIsListedWithItsError() {
        platform.on(
                        "GET /v1/webhooks",
                        List.of(Map.of(
                                "id", "wh-1",
                                "team", "care",
                                "channel", "webhook",
                                "url", ADDRESS,
                                "events", List.of("decided"),
                                "createdBy", "ops@care.example",
                                "createdAt", "2026-11-25T09:00:00Z",
                                "failures", 7,
                                "failingSince", "2026-11-25T09:10:00Z",
                                "lastError", "HTTP 500")))
                .on("GET /v1/webhooks", List.of());

        assertThat(list().out())
                .contains("wh-1  " + ADDRESS + "  decided")
                .contains("failed 7 times since 2026-11-25T09:10:00Z: HTTP 500");
        assertThat(list().out()).contains("belay webhook add --team care");
        assertThat(platform.requests("GET /v1/webhooks").getFirst().query()).isEqualTo("team=care");
    }

    private Typed list() {
        return belay("webhook", "list", "--team", "care", "--url", platform.url());
    }

    @Test
    void deliveriesAreShownWithTheirNextTry() {
        platform.on(
                "GET /v1/webhooks/wh-1/deliveries",
                List.of(Map.of(
                        "id", "msg_1",
                        "event", "rolled-back",
                        "state", "pending",
                        "tries", 2,
                        "lastAnswer", "no answer in 10 s",
                        "createdAt", "2026-11-25T09:00:00Z",
                        "nextTryAt", "2026-11-25T09:00:20Z")));

        assertThat(belay("webhook", "deliveries", "wh-1", "--url", platform.url())
                        .out())
                .contains("rolled-back", "pending", "msg_1", "no answer in 10 s (next try 2026-11-25T09:00:20Z)");
    }

    @Test
    void aReplayIsOrderedFromAMomentOn() {
        platform.on("POST /v1/webhooks/wh-1/replays", Map.of("replayed", 3));

        var typed = belay("webhook", "replay", "wh-1", "--since", "2026-11-25T10:00:00+01:00", "--url", platform.url());

        assertThat(typed.out()).contains("3 told again");
        assertThat(platform.requests("POST /v1/webhooks/wh-1/replays")
                        .getFirst()
                        .json()
                        .path("since")
                        .asText())
                .isEqualTo("2026-11-25T09:00:00Z");
        var slip = belay("webhook", "replay", "wh-1", "--since", "yesterday", "--url", platform.url());
        assertThat(slip.exitCode()).isEqualTo(2);
        assertThat(slip.err()).contains("--since yesterday is no time");
    }

    @Test
    void whatIsRemovedIsNamedInJsonToo() {
        platform.on("DELETE /v1/webhooks/wh-1", Map.of());

        var typed = belay("webhook", "remove", "wh-1", "--output", "json", "--url", platform.url());

        assertThat(typed.json().path("removed").asText()).isEqualTo("wh-1");
    }
}
