package dev.belay.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code platform.json} in the state directory: what runs where. It is there while the supervisor runs, and after one
 * was killed.
 *
 * @param pid of the supervisor, which is also the broker and the router
 * @param startedAt ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlatformFile(long pid, String startedAt, String host, int port, int kafkaPort, int postgresPort) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PlatformFile of(PlatformOptions options, int kafkaPort, int postgresPort, int port) {
        return new PlatformFile(
                ProcessHandle.current().pid(), Instant.now().toString(), options.host(), port, kafkaPort, postgresPort);
    }

    static Optional<PlatformFile> read(Path home) {
        Path file = home.resolve("platform.json");
        try {
            return Optional.of(JSON.readValue(Files.readString(file), PlatformFile.class));
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    void write(Path home) {
        Path file = home.resolve("platform.json");
        Path whole = home.resolve("platform.json.new");
        try {
            Files.writeString(whole, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }

    static void remove(Path home) {
        try {
            Files.deleteIfExists(home.resolve("platform.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove platform.json in " + home, e);
        }
    }

    /** The broker's. */
    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database;
    }

    /** The one address of the platform, {@code BELAY_URL}. */
    public URI url() {
        return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port);
    }
}
