package dev.belay.cli.api;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What applications really got. */
public final class ObservationClient {

    private final Transport transport;

    ObservationClient(Transport transport) {
        this.transport = transport;
    }

    public Observation.Accepted tell(Observation.Told told) {
        return transport.post("/v1/observations", told, Map.of(), Observation.Accepted.class);
    }

    /** @param text that they contain; newest first */
    public List<Observation> find(
            @Nullable String text, @Nullable PromptName prompt, boolean violating, @Nullable Instant since, int limit) {
        return transport.get(
                "/v1/observed?limit=" + limit + "&violating=" + violating
                        + (text == null ? "" : "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        + (prompt == null ? "" : "&prompt=" + prompt)
                        + (since == null ? "" : "&since=" + since),
                new TypeReference<>() {});
    }

    /** The one that was seen last first. */
    public List<Observation.Shadow> shadows(String team) {
        return transport.get(
                "/v1/shadow-prompts?team=" + URLEncoder.encode(team, StandardCharsets.UTF_8), new TypeReference<>() {});
    }
}
