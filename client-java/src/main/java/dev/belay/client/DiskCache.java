package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last releases on disk, as they were told, so that an application starts while the edge is away. */
final class DiskCache {

    private static final Logger LOG = System.getLogger(DiskCache.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final String asked;

    /**
     * @param directory of this application alone; absent to keep nothing
     * @param asked platform, environment and prompts: what was told to another question is no answer to this one, since its numbers
     *     and positions are others
     */
    DiskCache(@Nullable Path directory, String asked) {
        this.file = directory == null ? null : directory.resolve("belay-live.json");
        this.asked = asked;
    }

    /**
     * @param position of the stream, from which it goes on
     * @param told by prompt
     */
    record Kept(String position, Map<String, JsonNode> told) {}

    /** Empty where nothing is kept, or nothing that can be read: the edge is asked for everything then. */
    Optional<Kept> read() {
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var kept = JSON.readTree(file.toFile());
            if (!kept.path("position").isTextual() || !kept.path("prompts").isObject()) {
                throw new IOException("it is not what this client writes");
            }
            if (!kept.path("asked").asText().equals(asked)) {
                throw new IOException("it answers %s (expected: %s)"
                        .formatted(kept.path("asked").asText(), asked));
            }
            var told = new HashMap<String, JsonNode>();
            kept.path("prompts").properties().forEach(prompt -> told.put(prompt.getKey(), prompt.getValue()));
            return Optional.of(new Kept(kept.path("position").textValue(), told));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be read and is not used: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whole or not at all. */
    void write(Kept kept) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            ObjectNode document = JSON.createObjectNode().put("asked", asked).put("position", kept.position());
            document.putObject("prompts").setAll(kept.told());
            var written = Files.createTempFile(file.getParent(), "belay", ".new");
            try {
                Files.write(written, JSON.writeValueAsBytes(document));
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                // Where it could not be moved: a full disk is not filled further.
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.toString());
        }
    }
}
