package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as promptfoo names it.
 *
 * @param provider as a prompt of Belay's names it
 * @param model the provider's name of it
 */
public record ModelId(String provider, String model) {
    /** Ids of promptfoo by the provider that Belay has for them; the model's name is the last group. */
    private static final Map<String, Pattern> IDS = Map.of(
            Providers.OPENAI,
            Pattern.compile(
                    "openai:(?:chat:)?((?!(?:chat|completion|embeddings?|responses|assistant|image|video|realtime"
                            + "|moderation|transcription|speech|codex-sdk|agents|chatkit):)[^:].*)"),
            Providers.ANTHROPIC,
            Pattern.compile(
                    "anthropic:(?:messages:)?((?!(?:messages|completion):|claude-agent-sdk|claude-code$)[^:].*)"),
            Providers.GEMINI,
            Pattern.compile("(?:google|gemini):((?!(?:live|image|video|embedding):)[^:].*)"),
            Providers.OLLAMA,
            Pattern.compile("ollama:(?:chat:)?((?!(?:chat|completion|embeddings?):)[^:].*)"),
            Providers.SIMULATED,
            Pattern.compile("simulated:(.+)"));

    /** Nothing for what is no model that Belay can ask. */
    public static Optional<ModelId> of(String id) {
        for (var provider : IDS.entrySet()) {
            var form = provider.getValue().matcher(id);
            if (form.matches()) {
                return Optional.of(new ModelId(provider.getKey(), form.group(1)));
            }
        }
        return Optional.empty();
    }

    /** The model of such an id, with the parameters that Belay has. */
    public static Model model(String id, ObjectNode config) {
        var named = of(id).orElseThrow(() -> new IllegalArgumentException("no model " + id));
        var most = config.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        return new Model(
                named.provider(),
                named.model(),
                number(config.path("temperature")),
                config.path(most).isIntegralNumber() ? config.path(most).intValue() : null,
                number(config.path("top_p")),
                config.path("seed").isIntegralNumber() ? config.path("seed").longValue() : null,
                stops(config.path("stop")));
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : null;
    }

    private static @Nullable List<String> stops(JsonNode stop) {
        var stops = new ArrayList<String>();
        if (stop.isTextual()) {
            stops.add(stop.textValue());
        }
        stop.forEach(each -> stops.add(each.asText()));
        return stops.isEmpty() ? null : stops;
    }
}
