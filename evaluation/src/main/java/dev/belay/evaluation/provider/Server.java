package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Account;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who answers, and for how long one waits.
 *
 * @param provider as a prompt names it
 * @param baseUrl up to where the protocol's own path begins, without a final slash
 * @param apiKey null for servers that need none
 * @param timeout of a whole call, its waits and however many requests it takes; hard
 * @param attempts requests that a call may make, at least 1
 */
public record Server(
        String provider, String baseUrl, @Nullable String apiKey, Duration timeout, int attempts) {

    public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(60);
    public static final int STANDARD_ATTEMPTS = 4;

    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    public Server {
        baseUrl = baseUrl.strip().replaceFirst("/+$", "");
        if (!baseUrl.matches("https?://[^@\\s]+")) {
            throw new IllegalArgumentException(
                    "base URL: \"" + baseUrl + "\" (expected: http:// or https://, without a user name in it)");
        }
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        if (apiKey != null && !SENDABLE.matcher(apiKey).matches()) {
            throw new IllegalArgumentException("API key of " + provider
                    + ": holds blanks or letters that no key has (expected: the key alone, in one line)");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: at least 1)");
        }
    }

    /** Up to 60 s and 4 requests a call. */
    public static Server of(String provider, String baseUrl, @Nullable String apiKey) {
        return new Server(provider, baseUrl, apiKey, STANDARD_TIMEOUT, STANDARD_ATTEMPTS);
    }

    Account account() {
        return Account.of(provider, baseUrl, apiKey);
    }

    /** Servers quote the key that they refuse. */
    String withoutKey(String message) {
        return apiKey == null ? message : message.replace(apiKey, "***");
    }

    /** Without the key, so that logging it cannot give it away. */
    @Override
    public String toString() {
        return "Server[provider=" + provider + ", baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "***")
                + ", timeout=" + timeout + ", attempts=" + attempts + "]";
    }
}
