package dev.belay.evaluation.provider;

import static dev.belay.evaluation.provider.Credentials.key;
import static dev.belay.evaluation.provider.Credentials.said;

import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.pacing.Pacer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every provider as the environment of the process sets it up:
 *
 * <ul>
 *   <li>{@code OPENAI_API_KEY}, {@code ANTHROPIC_API_KEY}, {@code GEMINI_API_KEY} (or {@code GOOGLE_API_KEY}),
 *       {@code OLLAMA_API_KEY}, {@code BELAY_HTTP_API_KEY}; each also with {@code _FILE}
 *   <li>{@code OPENAI_BASE_URL}, {@code ANTHROPIC_BASE_URL}, {@code GEMINI_BASE_URL}, {@code OLLAMA_BASE_URL}
 *   <li>{@code BELAY_HTTP_ALLOWED}: beginnings of addresses that {@code http} may call, with commas
 *   <li>{@code BELAY_REPLAY}: a file of recordings, which then answers for every provider but {@code simulated}
 *   <li>{@code BELAY_PRICES}: a file of prices that come before those that ship
 *   <li>{@code BELAY_EMBEDDINGS}: {@code openai:text-embedding-3-small}, instead of the model in this process
 * </ul>
 *
 * <p>What is set wrongly throws {@link IllegalArgumentException} with its name.
 */
public final class ProviderEnvironment {
    private final Map<String, String> environment;
    private final Pacer pacer;
    private final Duration timeout;
    private final int attempts;

    /**
     * @param timeout of a call, as of {@link Server}
     * @param attempts as of {@link Server}
     */
    public ProviderEnvironment(Map<String, String> environment, Pacer pacer, Duration timeout, int attempts) {
        this.environment = Map.copyOf(environment);
        this.pacer = pacer;
        this.timeout = timeout;
        this.attempts = attempts;
    }

    /** Up to 60 s and 4 requests a call. */
    public static ProviderEnvironment of(Map<String, String> environment) {
        return new ProviderEnvironment(environment, new Pacer(), Server.STANDARD_TIMEOUT, Server.STANDARD_ATTEMPTS);
    }

    public Prices prices() {
        var file = said(environment, "BELAY_PRICES");
        try {
            return file.isEmpty() ? Prices.builtIn() : Prices.builtIn().with(Path.of(file.get()));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "BELAY_PRICES: \"" + file.orElse("") + "\" cannot be read (expected: a file of prices)", e);
        }
    }

    public Providers providers() {
        var prices = prices();
        var simulated = new SimulatedProvider(prices);
        var replay = said(environment, "BELAY_REPLAY");
        var byName = new HashMap<String, Provider>();
        if (replay.isPresent()) {
            var recorded = recorded(replay.get());
            Providers.known().forEach(name -> byName.put(name, recorded));
        } else {
            byName.put(Providers.OPENAI, new OpenAiProvider(openAi(), prices, pacer));
            byName.put(Providers.ANTHROPIC, HttpProvider.anthropic(anthropic(), prices, pacer));
            byName.put(Providers.GEMINI, HttpProvider.gemini(gemini(), prices, pacer));
            byName.put(Providers.OLLAMA, HttpProvider.ollama(ollama(), prices, pacer));
            byName.put(Providers.HTTP, new AgentProvider(http(), pacer));
        }
        byName.put(Providers.SIMULATED, simulated);
        return new Providers(byName);
    }

    /** What {@code similar} and {@code answer-relevance} compare by. */
    public Embeddings embeddings() {
        var model = said(environment, "BELAY_EMBEDDINGS");
        if (model.isEmpty()) {
            return new MiniLm();
        }
        var prefix = Providers.OPENAI + ":";
        if (!model.get().startsWith(prefix) || model.get().length() == prefix.length()) {
            throw new IllegalArgumentException(
                    "BELAY_EMBEDDINGS: \"" + model.get() + "\" (expected: openai:MODEL, of a server with /embeddings)");
        }
        return new ProviderEmbeddings(openAi().server(), model.get().substring(prefix.length()), pacer);
    }

    private OpenAiProvider.Settings openAi() {
        return new OpenAiProvider.Settings(
                url("OPENAI_BASE_URL", OpenAiProvider.OFFICIAL_URL),
                key(environment, "OPENAI_API_KEY").orElse(null),
                timeout,
                attempts);
    }

    private Server anthropic() {
        return server(
                Providers.ANTHROPIC,
                url("ANTHROPIC_BASE_URL", HttpProvider.ANTHROPIC_URL),
                key(environment, "ANTHROPIC_API_KEY").orElse(null));
    }

    private Server gemini() {
        var key = key(environment, "GEMINI_API_KEY").or(() -> key(environment, "GOOGLE_API_KEY"));
        return server(Providers.GEMINI, url("GEMINI_BASE_URL", HttpProvider.GEMINI_URL), key.orElse(null));
    }

    private Server ollama() {
        return server(
                Providers.OLLAMA,
                url("OLLAMA_BASE_URL", HttpProvider.OLLAMA_URL),
                key(environment, "OLLAMA_API_KEY").orElse(null));
    }

    private AgentProvider.Settings http() {
        var allowed = said(environment, "BELAY_HTTP_ALLOWED")
                .map(list -> Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(start -> !start.isEmpty())
                        .toList())
                .orElse(List.of());
        return new AgentProvider.Settings(
                allowed, key(environment, "BELAY_HTTP_API_KEY").orElse(null), timeout, attempts);
    }

    private Server server(String provider, String url, @Nullable String key) {
        return new Server(provider, url, key, timeout, attempts);
    }

    private String url(String name, String standard) {
        return said(environment, name).orElse(standard);
    }

    private static Provider recorded(String file) {
        try {
            return ReplayProvider.reading(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "BELAY_REPLAY: \"" + file + "\" cannot be read (expected: a file of recordings)", e);
        }
    }
}
