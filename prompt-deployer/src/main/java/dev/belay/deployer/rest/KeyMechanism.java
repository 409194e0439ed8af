package dev.belay.deployer.rest;

import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.deployer.messaging.KeyLog;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets applications in by their key: {@code Authorization: Bearer belay_…}, or as the password of Basic, or in
 * {@code X-API-Key}, which is what some SDKs send. Everything else is left to the issuer's tokens.
 */
@ApplicationScoped
class KeyMechanism implements HttpAuthenticationMechanism {

    /** Under which an identity that came by a key has it. */
    static final String KEY = "belay.key";

    private static final String MARK = "belay_";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final int BEFORE_TOKENS = 10_000;

    private final KeyLog keys;

    KeyMechanism(KeyLog keys) {
        this.keys = keys;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var text = sent(context.request().getHeader("Authorization"))
                .or(() -> sent(context.request().getHeader("X-API-Key")));
        if (text.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return keys.find(text.get())
                .map(key -> Uni.createFrom().item(identity(key)))
                .orElseGet(() -> Uni.createFrom()
                        .failure(new AuthenticationFailedException("the key is not known, or was revoked")));
    }

    private static SecurityIdentity identity(KeyCreated key) {
        var team = key.prompts().substring(0, key.prompts().indexOf('/'));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(key.id()))
                .addRole("belay:" + team + ":app")
                .addAttribute(KEY, key)
                .build();
    }

    /** The key that a header holds; empty for whatever is none. */
    static Optional<String> sent(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var text = header.startsWith(BASIC) ? password(header.substring(BASIC.length())) : header;
        var key = text.startsWith(BEARER) ? text.substring(BEARER.length()).strip() : text;
        return key.startsWith(MARK) ? Optional.of(key) : Optional.empty();
    }

    private static String password(String credentials) {
        try {
            var decoded = new String(Base64.getDecoder().decode(credentials.strip()), StandardCharsets.UTF_8);
            return decoded.substring(decoded.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public int getPriority() {
        return BEFORE_TOKENS;
    }
}
