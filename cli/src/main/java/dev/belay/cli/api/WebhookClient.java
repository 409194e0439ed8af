package dev.belay.cli.api;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whom the gate tells of what happens. */
public final class WebhookClient {

    private final Transport transport;

    WebhookClient(Transport transport) {
        this.transport = transport;
    }

    /**
     * @param channel as {@link Webhook#channel}
     * @param events all of them when empty
     */
    public Webhook.Added add(String team, String channel, String url, List<String> events) {
        Map<String, Object> order = events.isEmpty()
                ? Map.of("team", team, "channel", channel, "url", url)
                : Map.of("team", team, "channel", channel, "url", url, "events", events);
        return transport.post("/v1/webhooks", order, Map.of(), Webhook.Added.class);
    }

    /** Oldest first. */
    public List<Webhook> of(String team) {
        return transport.get("/v1/webhooks?team=" + encoded(team), new TypeReference<>() {});
    }

    public void remove(String id) {
        transport.delete("/v1/webhooks/" + encoded(id));
    }

    /** Newest first. */
    public List<Webhook.Delivery> deliveries(String id, int limit) {
        return transport.get("/v1/webhooks/" + encoded(id) + "/deliveries?limit=" + limit, new TypeReference<>() {});
    }

    public int replay(String id, Instant since) {
        var order = Map.of("since", since.toString());
        return transport
                .post("/v1/webhooks/" + encoded(id) + "/replays", order, Map.of(), Webhook.Replay.class)
                .replayed();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
