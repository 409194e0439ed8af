package dev.belay.identity;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a service calls another one with: a token of its own, got by client credentials and renewed before it expires. */
@ApplicationScoped
public class ServiceToken {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OidcClient client;
    private @Nullable Tokens tokens;

    ServiceToken(OidcClient client) {
        this.client = client;
    }

    /**
     * The value of an {@code Authorization} header. Blocks while a new token is got.
     *
     * @throws IOException while the issuer gives none; later it may
     */
    public synchronized String header() throws IOException {
        if (tokens == null || tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval()) {
            tokens = renewed();
        }
        return "Bearer " + tokens.getAccessToken();
    }

    private Tokens renewed() throws IOException {
        try {
            return client.getTokens().await().atMost(PATIENCE);
        } catch (RuntimeException e) {
            if (tokens != null && !tokens.isAccessTokenExpired()) {
                return tokens;
            }
            throw new IOException("the issuer gives this service no token: " + e.getMessage(), e);
        }
    }
}
