package dev.belay.deployer.rest;

import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.deployer.domain.KnownKeys;
import dev.belay.identity.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Who may read what is live: whoever is of the prompt's team; by a key only what that is for. */
@RequestScoped
class LiveAccess {

    private final Caller caller;
    private final SecurityIdentity identity;

    LiveAccess(Caller caller, SecurityIdentity identity) {
        this.caller = caller;
        this.identity = identity;
    }

    void require(String prompt, String environment) {
        key().filter(key -> !KnownKeys.opens(key, prompt, environment)).ifPresent(key -> {
            throw new ForbiddenException(Problem.response(
                    Response.Status.FORBIDDEN,
                    "Not with this key",
                    "%s is for %s in %s; for %s in %s make another (belay key create --help)"
                            .formatted(key.id(), key.prompts(), key.environment(), prompt, environment)));
        });
        caller.requireMember(prompt);
    }

    boolean includes(String prompt, String environment) {
        return caller.isMember(prompt)
                && key().map(key -> KnownKeys.opens(key, prompt, environment)).orElse(true);
    }

    private Optional<KeyCreated> key() {
        return Optional.ofNullable(identity.getAttribute(KeyMechanism.KEY));
    }
}
