package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI chat-completions protocol, which OpenAI, vLLM, Ollama, LM Studio and many others speak.
 *
 * <p>Not through a client library, because rules and assertions need what the libraries smooth over: the raw finish reason,
 * refusals, whether usage was counted at all, and the difference between a request that was never answered and a reply that
 * broke off, which has been paid for. How calls wait and are repeated: {@link HttpCalls}.
 */
public final class OpenAiProvider implements Provider {

    public static final String OFFICIAL_URL = "https://api.openai.com/v1";

    /**
     * As of {@link Server}.
     *
     * @param baseUrl up to and without {@code /chat/completions}
     * @param apiKey sent as a bearer token; local servers need none
     */
    public record Settings(String baseUrl, @Nullable String apiKey, Duration timeout, int attempts) {

        public Settings {
            var server = new Server(Providers.OPENAI, baseUrl, apiKey, timeout, attempts);
            baseUrl = server.baseUrl();
            apiKey = server.apiKey();
        }

        /** Up to 60 s and 4 requests a call; an absent or blank base URL is the official one. */
        public static Settings of(@Nullable String baseUrl, @Nullable String apiKey) {
            var url = baseUrl == null || baseUrl.isBlank() ? OFFICIAL_URL : baseUrl;
            return new Settings(url, apiKey, Server.STANDARD_TIMEOUT, Server.STANDARD_ATTEMPTS);
        }

        Server server() {
            return new Server(Providers.OPENAI, baseUrl, apiKey, timeout, attempts);
        }

        /** Without the key, so that logging the settings cannot give it away. */
        @Override
        public String toString() {
            return server().toString();
        }
    }

    private final Settings settings;
    private final HttpProvider http;

    /** With a pacer of its own. */
    public OpenAiProvider(Settings settings, Prices prices) {
        this(settings, prices, new Pacer());
    }

    public OpenAiProvider(Settings settings, Prices prices, Pacer pacer) {
        this.settings = settings;
        this.http = new HttpProvider(settings.server(), new ChatCompletions(), prices, pacer);
    }

    @Override
    public String endpoint() {
        return http.endpoint();
    }

    @Override
    public Turn turn(CompletionRequest request) throws InterruptedException {
        return lacksKey() ? Turn.free() : http.turn(request);
    }

    @Override
    public Answer complete(CompletionRequest request) {
        return lacksKey() ? noKey() : http.complete(request);
    }

    @Override
    public Answer complete(CompletionRequest request, Turn turn) {
        return lacksKey() ? noKey() : http.complete(request, turn);
    }

    private boolean lacksKey() {
        return settings.apiKey() == null && settings.baseUrl().equals(OFFICIAL_URL);
    }

    private static Fault noKey() {
        return new Fault(
                Kind.NOT_ALLOWED,
                "no API key: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that needs none",
                false);
    }
}
