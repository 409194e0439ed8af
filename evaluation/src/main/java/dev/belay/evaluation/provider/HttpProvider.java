package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer.Reply;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a vendor's own protocol.
 *
 * <p>Spoken directly and not through LangChain4j, whose 1.19 cannot say what rules, assertions and the ledger need: its
 * {@code FinishReason} has five values, so that Anthropic's {@code refusal} and {@code pause_turn} or Gemini's
 * {@code RECITATION} cannot be told from others; its {@code HttpException} has no headers, so that {@code Retry-After} and rate
 * limits cannot be obeyed, and does not tell a request that was never answered from a reply that broke off, which has been
 * paid for; tools and response formats go through types of its own and not as the prompt has them; and there is no
 * {@code langchain4j-ollama} of that version.
 */
public final class HttpProvider implements Provider {

    public static final String ANTHROPIC_URL = "https://api.anthropic.com";
    public static final String GEMINI_URL = "https://generativelanguage.googleapis.com";
    public static final String OLLAMA_URL = "http://localhost:11434";

    private final Server server;
    private final Protocol protocol;
    private final Prices prices;
    private final HttpCalls calls;

    HttpProvider(Server server, Protocol protocol, Prices prices, Pacer pacer) {
        this.server = server;
        this.protocol = protocol;
        this.prices = prices;
        this.calls = new HttpCalls(server, pacer);
    }

    /** Anthropic's Messages API, at a base URL up to and without {@code /v1/messages}. */
    public static HttpProvider anthropic(Server server, Prices prices, Pacer pacer) {
        return new HttpProvider(server, new AnthropicMessages(), prices, pacer);
    }

    /** Google's Gemini API, at a base URL up to and without {@code /v1beta/models}. */
    public static HttpProvider gemini(Server server, Prices prices, Pacer pacer) {
        return new HttpProvider(server, new GeminiContent(), prices, pacer);
    }

    /** Ollama's own API, at a base URL up to and without {@code /api/chat}. */
    public static HttpProvider ollama(Server server, Prices prices, Pacer pacer) {
        return new HttpProvider(server, new OllamaChat(), prices, pacer);
    }

    @Override
    public String endpoint() {
        return server.baseUrl();
    }

    @Override
    public Turn turn(CompletionRequest request) throws InterruptedException {
        return calls.turn();
    }

    @Override
    public Answer complete(CompletionRequest request) {
        return answer(request, null);
    }

    @Override
    public Answer complete(CompletionRequest request, Turn turn) {
        return answer(request, turn);
    }

    private Answer answer(CompletionRequest request, @Nullable Turn turn) {
        var call = new HttpCall(
                URI.create(server.baseUrl() + protocol.path(request)),
                server.baseUrl(),
                protocol.headers(server.apiKey()),
                protocol.body(request),
                protocol::read,
                protocol::wayOut);
        var answer = calls.make(call, turn);
        return answer instanceof Reply reply ? reply.at(price(reply, request).orElse(null)) : answer;
    }

    private Optional<BigDecimal> price(Reply reply, CompletionRequest request) {
        var model = request.model();
        return prices.cost(model.provider(), model.name(), reply.promptTokens(), reply.completionTokens());
    }
}
