package dev.belay.cli.identity;

import dev.belay.cli.Surroundings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a command acts as at a platform: $BELAY_TOKEN, else the login that --as or $BELAY_AS means, else the newest. */
public final class Identity {

    private final Surroundings surroundings;
    private final URI platform;
    private final @Nullable String who;

    /** @param who what {@code --as} says, absent when it is not given */
    public Identity(Surroundings surroundings, URI platform, @Nullable String who) {
        this.surroundings = surroundings;
        this.platform = platform;
        this.who = who;
    }

    /** Empty when nobody is logged in; the platform then says what it thinks of that. */
    public Optional<String> token() {
        return environmentToken().or(() -> login().map(Login::token));
    }

    Optional<String> environmentToken() {
        return surroundings.env("BELAY_TOKEN");
    }

    Optional<Login> login() {
        return logins().chosen(who == null ? surroundings.env("BELAY_AS").orElse(null) : who);
    }

    Logins logins() {
        return CredentialFile.of(surroundings).at(platform);
    }

    /** Logs in at a local platform and keeps that. */
    public Login logIn(String name, List<String> roles, String team) {
        var login = LocalIssuer.login(platform, name, roles, team);
        CredentialFile.of(surroundings).change(platform, logins -> logins.with(login));
        return login;
    }

    void forget(Login login) {
        CredentialFile.of(surroundings).change(platform, logins -> logins.without(login));
    }

    /** A platform with new data has a new key, which knows none of the old tokens. */
    public void forgetAll() {
        CredentialFile.of(surroundings).change(platform, logins -> Logins.NONE);
    }

    public boolean isKnown() {
        return environmentToken().isPresent() || !logins().all().isEmpty();
    }
}
