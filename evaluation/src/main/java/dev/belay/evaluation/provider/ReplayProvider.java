package dev.belay.evaluation.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers from {@link Recording}s, without a key and without a network: what CI runs with. What was recorded of the model and
 * the sample that are asked for comes first, then what stands for any. A prompt can name it ({@code replay:name}, where the
 * name is that of the recorded model), or all providers are replaced by it.
 */
public final class ReplayProvider implements Provider {

    private static final int MOST_PROBLEMS = 20;

    private final String source;
    private final Map<Digest, Recording> recordings;

    private ReplayProvider(String source, Map<Digest, Recording> recordings) {
        this.source = source;
        this.recordings = Map.copyOf(recordings);
    }

    /**
     * Of two recordings of the same question the last counts; blank lines count for nothing. Throws
     * {@link IllegalArgumentException} naming every bad line.
     */
    public static ReplayProvider reading(Path file) throws IOException {
        var recordings = new HashMap<Digest, Recording>();
        var problems = new ArrayList<String>();
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read(line, file.getFileName() + ":" + number, problems)
                            .ifPresent(recording -> recordings.put(recording.key(), recording));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("\n", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))));
        }
        return new ReplayProvider(file.toString(), recordings);
    }

    private static Optional<Recording> read(String line, String place, List<String> problems) {
        try {
            var root = EventJson.mapper().readTree(line);
            if (!root.path("messages").isArray() || !root.path("text").isTextual()) {
                problems.add(place + ": no recording (expected: {\"model\", \"messages\": [{\"role\", \"content\"}],"
                        + " \"sample\", \"text\", \"finishReason\", …}, at least messages and text)");
                return Optional.empty();
            }
            return Optional.of(EventJson.mapper().treeToValue(root, Recording.class));
        } catch (JsonProcessingException e) {
            problems.add(place + ": " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    @Override
    public String endpoint() {
        return Providers.REPLAY;
    }

    @Override
    public Answer complete(CompletionRequest request) {
        return Stream.of(
                        found(request, true, true),
                        found(request, true, false),
                        found(request, false, true),
                        found(request, false, false))
                .filter(Objects::nonNull)
                .findFirst()
                .<Answer>map(Recording::reply)
                .orElseGet(() -> new Fault(
                        Kind.BAD_REQUEST,
                        "nothing in %s is a reply of %s to these %d messages (sample %d); record it with a run that has the key"
                                .formatted(
                                        source,
                                        request.model().name(),
                                        request.messages().size(),
                                        request.sample()),
                        false));
    }

    private @Nullable Recording found(CompletionRequest request, boolean ofModel, boolean ofSample) {
        return recordings.get(Recording.key(
                ofModel ? request.model().name() : null,
                ofSample ? request.sample() : null,
                request.messages(),
                request.tools(),
                request.responseFormat()));
    }
}
