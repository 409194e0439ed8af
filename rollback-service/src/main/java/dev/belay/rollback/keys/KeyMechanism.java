package dev.belay.rollback.keys;

import dev.belay.contracts.key.KeyEvent.KeyCreated;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets in whoever brings a key for rollbacks, {@code Authorization: Bearer belay_…}; the issuer may be away. */
@ApplicationScoped
class KeyMechanism implements HttpAuthenticationMechanism {

    /** Under which an identity that came by a key has it. */
    static final String KEY = "belay.key";

    private static final String MARK = "Bearer belay_";
    private static final int BEFORE_TOKENS = 10_000;

    private final RollBackKeys keys;

    KeyMechanism(RollBackKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var sent = context.request().getHeader("Authorization");
        if (sent == null || !sent.startsWith(MARK)) {
            return Uni.createFrom().nullItem();
        }
        var text = sent.substring("Bearer ".length()).strip();
        return Uni.createFrom()
                .item(() -> keys.find(text).map(KeyMechanism::identity).orElse(null))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .ifNull()
                .failWith(
                        () -> new AuthenticationFailedException("the key is not known, not for rollbacks, or revoked"));
    }

    /** Without any role: it opens what asks for the key itself, and nothing else. */
    private static SecurityIdentity identity(KeyCreated key) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(key.id()))
                .addAttribute(KEY, key)
                .build();
    }

    @Override
    public Uni<@Nullable ChallengeData> getChallenge(RoutingContext context) {
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
