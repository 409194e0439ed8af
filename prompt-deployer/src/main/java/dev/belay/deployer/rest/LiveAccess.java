package dev.belay.deployer.rest;

import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.deployer.messaging.KeyLog;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Who may read what is live: whoever is of the prompt's team; by a key only what that is for. */
@RequestScoped
public class LiveAccess {

    private final Caller caller;
    private final SecurityIdentity identity;

    private final KeyLog keys;

    LiveAccess(Caller caller, SecurityIdentity identity, KeyLog keys) {
        this.keys = keys;
        this.caller = caller;
        this.identity = identity;
    }

    public void require(String prompt, String environment) {
        key().filter(key -> !key.opens(prompt, environment)).ifPresent(key -> {
            throw new ForbiddenException(Problem.response(
                    Response.Status.FORBIDDEN,
                    "Not with this key",
                    "%s is for %s in %s; for %s in %s make another (belay key create --help)"
                            .formatted(key.id(), key.prompts(), key.environment(), prompt, environment)));
        });
        caller.requireMember(prompt);
    }

    /**
     * Whoever may say what applications got: a key of the prompt, or a person who may roll it back.
     *
     * @return whether that alone may cause a rollback
     */
    public boolean requireObserver(String prompt, String environment) {
        require(prompt, environment);
        if (key().isEmpty()) {
            caller.require(prompt, Role.ENGINEER, Role.PM, Role.OPS, Role.APP);
        }
        return key().map(key -> key.useOrDefault() == Use.TRUSTED).orElseGet(() -> mayRollBack(prompt));
    }

    private boolean mayRollBack(String prompt) {
        var team = prompt.substring(0, prompt.indexOf('/'));
        return caller.is(Role.ENGINEER, team) || caller.is(Role.PM, team) || caller.is(Role.OPS, team);
    }

    /** Whoever reads everything of the team. */
    public void requireReader(String prompt) {
        caller.requireReader(prompt);
    }

    /** The key's id, or who it is. */
    public String subject() {
        return caller.subject();
    }

    public boolean includes(String prompt, String environment) {
        return caller.isMember(prompt)
                && key().map(key -> key.opens(prompt, environment)).orElse(true);
    }

    /** The environment that a key is for; empty for a person, who reads all. */
    public Optional<String> environment() {
        return key().map(KeyCreated::environment);
    }

    /** As {@link #includes}, for what goes on after the request; a key that was revoked meanwhile opens nothing any more. */
    public BiPredicate<String, String> standing() {
        var readable = caller.readable();
        var key = key().orElse(null);
        return key == null
                ? (prompt, environment) -> readable.includes(prompt)
                : (prompt, environment) -> !keys.isRevoked(key.id()) && key.opens(prompt, environment);
    }

    private Optional<KeyCreated> key() {
        return Optional.ofNullable(identity.getAttribute(KeyMechanism.KEY));
    }
}
