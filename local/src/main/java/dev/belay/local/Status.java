package dev.belay.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What the platform says of itself at {@code GET /platform}.
 *
 * @param state {@code starting}, {@code ready}, {@code degraded} (a process is away and being started again) or
 *     {@code stopping}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Status(
        String state,
        String url,
        int port,
        int kafkaPort,
        int postgresPort,
        String home,
        String startedAt,
        List<ProcessStatus> processes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Status {
        processes = List.copyOf(processes);
    }

    /**
     * @param pid 0 while there is none
     * @param state {@code starting}, {@code ready}, {@code restarting} or {@code stopped}
     * @param startedAt ISO 8601, of the process that runs now
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ProcessStatus(
            String name, long pid, int port, String state, boolean ready, String log, String startedAt, int restarts) {}

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Status parse(String json) {
        try {
            return JSON.readValue(json, Status.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Not the status of a Belay platform: " + json, e);
        }
    }
}
