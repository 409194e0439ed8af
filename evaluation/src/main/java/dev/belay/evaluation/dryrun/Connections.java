package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.judging.Asking;
import dev.belay.evaluation.judging.Grading;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.Credentials;
import dev.belay.evaluation.provider.HttpProvider;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Provider;
import dev.belay.evaluation.provider.ProviderEmbeddings;
import dev.belay.evaluation.provider.ProviderEnvironment;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.Server;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The providers that a configuration can name, connected as it says. Safe for any number of threads. */
public final class Connections {
    private static final String ECHO = "echo";

    private static final List<String> OWN = List.of("apiBaseUrl", "apiHost", "apiKey", "apiKeyEnvar");

    private static final Map<String, String> KEYS = Map.of(
            Providers.OPENAI, "OPENAI_API_KEY",
            Providers.ANTHROPIC, "ANTHROPIC_API_KEY",
            Providers.GEMINI, "GEMINI_API_KEY",
            Providers.OLLAMA, "OLLAMA_API_KEY");

    private final Map<String, String> environment;
    private final Pacer pacer = new Pacer();
    private final Prices prices;
    private final Providers standard;
    private final Map<String, Provider> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Embeddings> embeddings = new ConcurrentHashMap<>();

    /**
     * @param environment where keys and addresses are when the configuration does not say: as of {@link ProviderEnvironment},
     *     which is also what throws where it is set wrongly
     */
    public Connections(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        var setUp = new ProviderEnvironment(environment, pacer, Server.STANDARD_TIMEOUT, Server.STANDARD_ATTEMPTS);
        this.prices = setUp.prices();
        this.standard = setUp.providers();
    }

    /** Whom prompts ask that name a provider of Belay's. */
    public Providers providers() {
        return standard;
    }

    /** Whether there is somebody to ask for this id. */
    public static boolean isAvailable(String id) {
        return id.equals(ECHO) || ModelId.of(id).isPresent();
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
        var model = ModelId.model(entry.id(), config);
        var asking = asking(model.provider(), config);
        var request = new CompletionRequest(
                endpoint(model.provider(), config),
                model,
                messages,
                config.get("tools"),
                config.get("response_format"),
                0,
                0);
        return switch (asking.ask(request)) {
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
        var model = ModelId.model(id, config);
        return new Judge(
                endpoint(model.provider(), config),
                model,
                asking(model.provider(), config),
                new MiniLm(),
                Grading.STANDARD,
                0,
                0);
    }

    Embeddings embeddings(String model, ObjectNode config) {
        var server = server(Providers.OPENAI, config);
        return embeddings.computeIfAbsent(
                server.baseUrl() + " " + server.apiKey() + " " + model,
                all -> new ProviderEmbeddings(server, model, pacer));
    }

    private Asking asking(String provider, ObjectNode config) {
        return isStandard(provider, config) ? standard::complete : own(provider, config)::complete;
    }

    private String endpoint(String provider, ObjectNode config) {
        return isStandard(provider, config)
                ? standard.endpoint(provider)
                : own(provider, config).endpoint();
    }

    /** A configuration may name a server and a key of its own; recordings answer whatever it names. */
    private boolean isStandard(String provider, ObjectNode config) {
        boolean own =
                OWN.stream().anyMatch(field -> !config.path(field).asText("").isBlank());
        return !own || provider.equals(Providers.SIMULATED) || environment.containsKey("BELAY_REPLAY");
    }

    private Provider own(String provider, ObjectNode config) {
        var server = server(provider, config);
        return byAddress.computeIfAbsent(
                provider + " " + server.baseUrl() + " " + server.apiKey(), all -> switch (provider) {
                    case Providers.ANTHROPIC -> HttpProvider.anthropic(server, prices, pacer);
                    case Providers.GEMINI -> HttpProvider.gemini(server, prices, pacer);
                    case Providers.OLLAMA -> HttpProvider.ollama(server, prices, pacer);
                    default ->
                        new OpenAiProvider(
                                new OpenAiProvider.Settings(
                                        server.baseUrl(), server.apiKey(), server.timeout(), server.attempts()),
                                prices,
                                pacer);
                });
    }

    private Server server(String provider, ObjectNode config) {
        var host = config.path("apiHost").asText("");
        var address = Optional.of(config.path("apiBaseUrl").asText(""))
                .filter(url -> !url.isBlank())
                .or(() -> host.isBlank() ? Optional.empty() : Optional.of("https://" + host + "/v1"))
                .orElseGet(() -> standard.endpoint(provider));
        var named = config.path("apiKeyEnvar").asText(KEYS.getOrDefault(provider, ""));
        var written = config.path("apiKey").asText("");
        var key = written.isBlank() ? Credentials.key(environment, named).orElse(null) : written;
        return Server.of(provider, address, key);
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
