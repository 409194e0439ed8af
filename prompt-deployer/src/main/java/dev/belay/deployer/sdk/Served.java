package dev.belay.deployer.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is live of a prompt, as every protocol tells it in its own shape. */
record Served(LiveState live, Split got, PromptDocument document) {

    /** As somebody gets it who gives no key: what the rest gets while a step is under way. */
    static Served of(LiveState live) {
        return of(live, null);
    }

    static Served of(LiveState live, @Nullable String targetingKey) {
        var got = Split.of(live, targetingKey);
        try {
            return new Served(live, got, EventJson.mapper().readValue(got.content(), PromptDocument.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "the content of " + got.version() + " of " + live.prompt() + " is no prompt", e);
        }
    }

    String prompt() {
        return live.prompt();
    }

    int version() {
        return got.version().number();
    }

    Digest digest() {
        return got.version().digest();
    }

    String team() {
        return prompt().substring(0, prompt().indexOf('/'));
    }

    String name() {
        return prompt().substring(prompt().indexOf('/') + 1);
    }

    /** The same for the same text, on every replica and for ever. */
    static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(("belay " + text).getBytes(StandardCharsets.UTF_8));
    }

    /** The model's settings by the names that providers give them; what is not set is left out. */
    Map<String, Object> parameters() {
        var parameters = new TreeMap<String, Object>();
        var model = document.model();
        if (model.temperature() != null) {
            parameters.put("temperature", model.temperature());
        }
        if (model.topP() != null) {
            parameters.put("top_p", model.topP());
        }
        if (model.maxTokens() != null) {
            parameters.put("max_tokens", model.maxTokens());
        }
        return parameters;
    }

    /** By which a log line of the application can be traced to a decision. */
    Map<String, Object> trace() {
        return new TreeMap<>(Map.of(
                "prompt", prompt(),
                "environment", live.environment(),
                "deployment", live.number(),
                "version", version(),
                "digest", digest().value()));
    }
}
