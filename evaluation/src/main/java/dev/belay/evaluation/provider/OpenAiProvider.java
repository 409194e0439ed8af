package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.RetryAfter;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI chat-completions protocol, which OpenAI, vLLM, Ollama, LM Studio and many others speak.
 *
 * <p>Written on {@code java.net.http} and not on a client library, because rules and assertions need what the libraries
 * smooth over: the raw finish reason, refusals, whether usage was counted at all, and the difference between a request
 * that was never answered and a reply that broke off, which has been paid for.
 *
 * <p>One call makes up to {@link Settings#attempts} requests: again after 429, 5xx and a connection that failed before
 * the reply began, waiting as long as {@code Retry-After} asks or else about 0.5 s, 1 s, 2 s, with jitter. All of it
 * together ends within {@link Settings#timeout}.
 */
public final class OpenAiProvider implements Provider {

    public static final String OFFICIAL_URL = "https://api.openai.com/v1";

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * @param baseUrl up to and without {@code /chat/completions}
     * @param apiKey sent as a bearer token; local servers need none
     * @param timeout of a whole call, however many requests it takes; hard
     * @param attempts requests a call may make, at least 1
     */
    public record Settings(String baseUrl, @Nullable String apiKey, Duration timeout, int attempts) {

        public Settings {
            baseUrl = baseUrl.strip().replaceFirst("/+$", "");
            if (!baseUrl.matches("https?://[^@\\s]+")) {
                throw new IllegalArgumentException(
                        "base URL: \"" + baseUrl + "\" (expected: http:// or https://, without a user name in it)");
            }
            apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts: " + attempts + " (expected: at least 1)");
            }
        }

        /** Up to 60 s and 4 requests a call; an absent or blank base URL is the official one. */
        public static Settings of(@Nullable String baseUrl, @Nullable String apiKey) {
            var url = baseUrl == null || baseUrl.isBlank() ? OFFICIAL_URL : baseUrl;
            return new Settings(url, apiKey, Duration.ofSeconds(60), 4);
        }

        /** Without the key, so that logging the settings cannot give it away. */
        @Override
        public String toString() {
            return "Settings[baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "***") + ", timeout="
                    + timeout + ", attempts=" + attempts + "]";
        }
    }

    /** What one request came to, and how long the server asks to wait before the next. */
    private record Attempt(
            Answer answer, boolean again, @Nullable Duration retryAfter) {

        static Attempt last(Answer answer) {
            return new Attempt(answer, false, null);
        }
    }

    private final Settings settings;
    private final Prices prices;
    private final HttpClient client;

    public OpenAiProvider(Settings settings, Prices prices) {
        this.settings = settings;
        this.prices = prices;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                // Local servers often mishandle the offer to upgrade to HTTP/2.
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public String endpoint() {
        return settings.baseUrl();
    }

    @Override
    public Answer complete(CompletionRequest request) {
        if (settings.apiKey() == null && settings.baseUrl().equals(OFFICIAL_URL)) {
            return new Fault(
                    Kind.NOT_ALLOWED,
                    "no API key: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that needs none",
                    false);
        }
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        try {
            for (int made = 1; ; made++) {
                var attempt = attempt(request, deadline);
                var wait = wait(attempt, made);
                boolean inTime = deadline - System.nanoTime() > wait.toNanos();
                if (!attempt.again() || made >= settings.attempts() || !inTime) {
                    return attempt.answer();
                }
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fault(Kind.TIMEOUT, "interrupted while waiting for " + settings.baseUrl(), true);
        }
    }

    private Attempt attempt(CompletionRequest request, long deadline) throws InterruptedException {
        var begun = new AtomicBoolean();
        long start = System.nanoTime();
        var sent = client.sendAsync(post(request), head -> {
            begun.set(true);
            return BodySubscribers.ofString(StandardCharsets.UTF_8);
        });
        try {
            var response = sent.get(deadline - start, TimeUnit.NANOSECONDS);
            long latencyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return judged(request, response, latencyMs);
        } catch (TimeoutException e) {
            sent.cancel(true);
            return Attempt.last(new Fault(
                    Kind.TIMEOUT,
                    "no reply from " + settings.baseUrl() + " within "
                            + settings.timeout().toMillis() + " ms",
                    true));
        } catch (ExecutionException e) {
            return broken(e.getCause(), begun.get());
        }
    }

    private HttpRequest post(CompletionRequest request) {
        var post = HttpRequest.newBuilder(URI.create(settings.baseUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(ChatCompletions.body(request)));
        if (settings.apiKey() != null) {
            post.header("Authorization", "Bearer " + settings.apiKey());
        }
        return post.build();
    }

    private Attempt judged(CompletionRequest request, HttpResponse<String> response, long latencyMs) {
        int status = response.statusCode();
        if (status == 200) {
            var answer = ChatCompletions.answer(response.body(), latencyMs);
            return Attempt.last(answer instanceof Reply reply ? priced(reply, request) : answer);
        }
        boolean again = status == 429 || status >= 500;
        var kind = switch (status) {
            case 429 -> Kind.RATE_LIMITED;
            case 401, 403 -> Kind.NOT_ALLOWED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_REQUEST;
        };
        var said = settings.baseUrl() + " answered " + status + ChatCompletions.reasonIn(response.body());
        var fault = new Fault(kind, withoutKey(said + wayOut(status)), again);
        return new Attempt(fault, again, retryAfter(response));
    }

    private Reply priced(Reply reply, CompletionRequest request) {
        var model = request.model();
        var cost = prices.cost(model.provider(), model.name(), reply.promptTokens(), reply.completionTokens());
        return new Reply(
                reply.text(),
                reply.finishReason(),
                reply.refused(),
                reply.latencyMs(),
                reply.promptTokens(),
                reply.completionTokens(),
                cost.orElse(null),
                false);
    }

    private static String wayOut(int status) {
        return switch (status) {
            case 401, 403 -> "; check OPENAI_API_KEY";
            case 404 -> "; check the model's name, and that OPENAI_BASE_URL ends where /chat/completions begins";
            default -> "";
        };
    }

    /** A reply that had begun is not asked for again here: it may have been paid for. */
    private Attempt broken(Throwable cause, boolean begun) {
        if (begun) {
            return Attempt.last(new Fault(
                    Kind.BAD_REPLY, "the reply of " + settings.baseUrl() + " broke off before its end", true));
        }
        var detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        var fault =
                new Fault(Kind.UNREACHABLE, withoutKey("no connection to " + settings.baseUrl() + ": " + detail), true);
        return new Attempt(fault, cause instanceof IOException, null);
    }

    private static Duration wait(Attempt attempt, int made) {
        var random = ThreadLocalRandom.current();
        if (attempt.retryAfter() != null) {
            // Never earlier than asked, and not all clients at the same instant.
            return attempt.retryAfter().plusMillis(random.nextLong(FIRST_WAIT.toMillis()));
        }
        double backOff = FIRST_WAIT.toMillis() * Math.pow(2, made - 1);
        return Duration.ofMillis(Math.round(backOff * random.nextDouble(0.5, 1.5)));
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, Instant.now()))
                .orElse(null);
    }

    /** Servers quote the key that they refuse. */
    private String withoutKey(String message) {
        return settings.apiKey() == null ? message : message.replace(settings.apiKey(), "***");
    }
}
