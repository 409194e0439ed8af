package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.embedding.OpenAiEmbeddings;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.judging.Grading;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Provider;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The providers that a configuration can name, connected as it says. Safe for any number of threads. */
public final class Connections {
    private static final Pattern OPENAI = Pattern.compile(
            "openai:(?:chat:)?((?!chat:|completion:|embedding|responses:|assistant:|image:|realtime:|moderation:|transcription:|speech:)[^:].*)");
    private static final Pattern SIMULATED = Pattern.compile("simulated:(.+)");
    private static final String ECHO = "echo";

    private final Map<String, String> environment;
    private final Prices prices;
    private final Map<String, Provider> byAddress = new ConcurrentHashMap<>();

    /** @param environment where keys and addresses are, when the configuration does not say */
    public Connections(Map<String, String> environment, Prices prices) {
        this.environment = Map.copyOf(environment);
        this.prices = prices;
    }

    /** Whether there is somebody to ask for this id. */
    public static boolean isAvailable(String id) {
        return id.equals(ECHO)
                || OPENAI.matcher(id).matches()
                || SIMULATED.matcher(id).matches();
    }

    /** Whether it is a model that a prompt can be written for. */
    public static boolean isModel(String id) {
        return !id.equals(ECHO) && isAvailable(id);
    }

    /**
     * Asks once, or as often as a fault that may pass allows.
     *
     * @param config of the provider, with what prompt and test say over it
     */
    Reply ask(ProviderEntry entry, ObjectNode config, String prompt) {
        if (entry.id().equals(ECHO)) {
            return new Reply.Given(TextNode.valueOf(prompt), 1, 0.0, Response.NONE);
        }
        List<dev.belay.contracts.document.PromptDocument.Message> messages;
        try {
            messages = ChatMessages.of(prompt);
        } catch (ChatMessages.NoChat noChat) {
            return new Reply.Failed(String.valueOf(noChat.getMessage()), false);
        }
        var provider = provider(entry.id(), config);
        var request = new CompletionRequest(
                provider.endpoint(),
                model(entry.id(), config),
                messages,
                config.get("tools"),
                config.get("response_format"),
                0,
                0);
        return switch (provider.complete(request)) {
            case Answer.Reply reply -> given(reply, config);
            case Answer.Fault fault -> new Reply.Failed(fault.message(), true);
        };
    }

    /** Who grades, when this id is named for it and nothing more is said. */
    public Judge judge(String id) {
        return judge(id, JsonNodeFactory.instance.objectNode());
    }

    /** The same, with parameters. */
    Judge judge(String id, ObjectNode config) {
        var provider = provider(id, config);
        return new Judge(
                provider.endpoint(), model(id, config), provider::complete, new MiniLm(), Grading.STANDARD, 0, 0);
    }

    Embeddings embeddings(String model, ObjectNode config) {
        var address = address(config);
        return new OpenAiEmbeddings(address == null ? OpenAiProvider.OFFICIAL_URL : address, key(config), model);
    }

    private Provider provider(String id, ObjectNode config) {
        if (SIMULATED.matcher(id).matches()) {
            return byAddress.computeIfAbsent(Providers.SIMULATED, key -> new SimulatedProvider(prices));
        }
        var address = address(config);
        var key = key(config);
        return byAddress.computeIfAbsent(
                address + " " + key, both -> new OpenAiProvider(OpenAiProvider.Settings.of(address, key), prices));
    }

    private @Nullable String address(ObjectNode config) {
        var host = config.path("apiHost").asText("");
        return Optional.of(config.path("apiBaseUrl").asText(""))
                .filter(url -> !url.isBlank())
                .or(() -> host.isBlank() ? Optional.empty() : Optional.of("https://" + host + "/v1"))
                .or(() -> Optional.ofNullable(environment.get("OPENAI_BASE_URL")))
                .orElse(null);
    }

    private @Nullable String key(ObjectNode config) {
        var named = config.path("apiKeyEnvar").asText("OPENAI_API_KEY");
        var written = config.path("apiKey").asText("");
        return written.isBlank() ? environment.get(named) : written;
    }

    /** The model of such an id, with the parameters that Belay has. */
    public static Model model(String id, ObjectNode config) {
        var openAi = OPENAI.matcher(id);
        var simulated = SIMULATED.matcher(id);
        boolean real = openAi.matches();
        if (!real && !simulated.matches()) {
            throw new IllegalArgumentException("no provider " + id);
        }
        return new Model(
                real ? Providers.OPENAI : Providers.SIMULATED,
                real ? openAi.group(1) : simulated.group(1),
                number(config.path("temperature")),
                integer(
                        config.has("max_completion_tokens")
                                ? config.path("max_completion_tokens")
                                : config.path("max_tokens")),
                number(config.path("top_p")),
                config.path("seed").isIntegralNumber() ? config.path("seed").longValue() : null,
                stops(config.path("stop")));
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : null;
    }

    private static @Nullable Integer integer(JsonNode value) {
        return value.isIntegralNumber() ? value.intValue() : null;
    }

    private static @Nullable List<String> stops(JsonNode stop) {
        var stops = new ArrayList<String>();
        if (stop.isTextual()) {
            stops.add(stop.textValue());
        }
        stop.forEach(each -> stops.add(each.asText()));
        return stops.isEmpty() ? null : stops;
    }

    /** A reply in a JSON schema's form is what it says, not its text. */
    private static Reply given(Answer.Reply reply, ObjectNode config) {
        var response = Response.of(reply.text(), reply.finishReason(), reply.refused(), config.get("tools"));
        JsonNode output = response.structured() == null ? TextNode.valueOf(reply.text()) : response.structured();
        if (config.path("response_format").path("type").asText("").equals("json_schema") && !reply.refused()) {
            try {
                output = JsonText.parse(reply.text());
            } catch (NotJson text) {
                output = TextNode.valueOf(reply.text());
            }
        }
        return new Reply.Given(output, Math.max(1, reply.latencyMs()), cost(reply, config), response);
    }

    /** At the prices that the configuration states, in US dollars a token, else at list prices. */
    private static @Nullable Double cost(Answer.Reply reply, ObjectNode config) {
        var input = config.has("inputCost") ? config.path("inputCost") : config.path("cost");
        var output = config.has("outputCost") ? config.path("outputCost") : config.path("cost");
        var asked = reply.promptTokens();
        var said = reply.completionTokens();
        if (input.isNumber() && output.isNumber() && asked != null && said != null) {
            return input.doubleValue() * asked + output.doubleValue() * said;
        }
        BigDecimal listed = reply.costUsd();
        return listed == null ? null : listed.doubleValue();
    }
}
