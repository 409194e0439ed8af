package dev.belay.rollback.drilling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.DrillStarted;
import dev.belay.contracts.event.EventJson;
import dev.belay.identity.ServiceToken;
import dev.belay.rollback.domain.Drill;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A drill's own application: it reads the live edge's stream at the platform's address, as any application does, until the drill is
 * over. While the edge is away it asks again.
 */
@ApplicationScoped
class Subscriber {

    private static final Logger LOG = Logger.getLogger(Subscriber.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final URI edge;
    private final ServiceToken token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, Thread> following = new ConcurrentHashMap<>();

    Subscriber(@ConfigProperty(name = "belay.live-url") URI edge, ServiceToken token) {
        this.edge = edge;
        this.token = token;
    }

    interface Got {
        void release(String drill, long number, Digest version, Instant at);
    }

    void follow(DrillStarted drill, Got got) {
        var thread = Thread.ofVirtual()
                .name("drill")
                .unstarted(() -> read(drill, got, Instant.now().plus(Drill.PATIENCE)));
        // It reads for as long as it is in there.
        following.put(drill.drill(), thread);
        thread.start();
    }

    void leave(String drill) {
        var thread = following.remove(drill);
        // Not the thread that just brought the last news: it ends by itself.
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    private void read(DrillStarted drill, Got got, Instant until) {
        while (following.containsKey(drill.drill()) && Instant.now().isBefore(until)) {
            try {
                var response = http.send(request(drill), BodyHandlers.ofLines());
                if (response.statusCode() == 200) {
                    read(drill, got, response.body());
                } else {
                    LOG.warnf("the drill's subscriber is answered %d by %s", response.statusCode(), edge);
                }
                Thread.sleep(AGAIN);
            } catch (IOException | RuntimeException e) {
                LOG.debugf("the drill's subscriber reads again: %s", e.getMessage());
                if (!paused()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        following.remove(drill.drill());
    }

    private static boolean paused() {
        try {
            Thread.sleep(AGAIN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest request(DrillStarted drill) throws IOException {
        return HttpRequest.newBuilder(edge.resolve(
                        "/v1/live/stream?environment=" + drill.environment() + "&prompts=" + drill.prompt()))
                .header("Authorization", token.header())
                .header("Accept", "text/event-stream")
                .build();
    }

    private void read(DrillStarted drill, Got got, Stream<String> lines) throws IOException {
        try (lines) {
            for (Iterator<String> each = lines.iterator(); each.hasNext() && following.containsKey(drill.drill()); ) {
                var line = each.next();
                if (line.startsWith("data:")) {
                    tell(drill, got, EventJson.mapper().readTree(line.substring("data:".length())));
                }
            }
        }
    }

    private static void tell(DrillStarted drill, Got got, JsonNode data) {
        if (data.path("number").isNumber()
                && data.path("version").path("digest").isTextual()) {
            got.release(
                    drill.drill(),
                    data.path("number").asLong(),
                    new Digest(data.path("version").path("digest").asText()),
                    Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }
}
