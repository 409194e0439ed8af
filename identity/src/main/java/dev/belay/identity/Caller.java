package dev.belay.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who sent the request under way. Every resource is closed to whoever brings no valid token, so there always is somebody;
 * what they may do is asked here, where the prompt is known.
 */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The name under which acts are recorded: the e-mail address, when the issuer has verified it, since that is also what
     * Git says of an author; else {@code preferred_username}; else the token's {@code sub}, as for a service.
     */
    public String subject() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return identity.getPrincipal().getName();
        }
        var email = token.<String>getClaim("email");
        var verified = "true".equals(String.valueOf(token.<Object>getClaim("email_verified")));
        if (verified && email != null && !email.isBlank()) {
            return email;
        }
        var username = token.<String>getClaim("preferred_username");
        return username == null || username.isBlank() ? token.getSubject() : username;
    }

    public Set<Role> rolesIn(String team) {
        return grants().in(team);
    }

    public boolean is(Role role, String team) {
        return rolesIn(team).contains(role);
    }

    /** For lists, which show what their reader may read and leave out the rest. */
    public boolean reads(String prompt) {
        return readable().includes(prompt);
    }

    /** As {@link #reads}, for the store to ask, and for what goes on after the request. */
    public Readable readable() {
        return grants().readable();
    }

    /**
     * Passes when the caller has one of the roles in the prompt's team.
     *
     * @param prompt {@code team/name}, or a team alone
     * @throws jakarta.ws.rs.ForbiddenException answered as a problem that says what is needed, what is there, and what to do
     */
    public void require(String prompt, Role... anyOf) {
        var needed = EnumSet.copyOf(List.of(anyOf));
        requireIn(team(prompt), needed, needed::contains);
    }

    public boolean isMember(String prompt) {
        return !rolesIn(team(prompt)).isEmpty();
    }

    /** Passes when the caller has any role in the prompt's team, even that of an application. */
    public void requireMember(String prompt) {
        require(prompt, Role.values());
    }

    /** As {@link #require}, with every role that {@linkplain Role#reads() reads}. */
    public void requireReader(String prompt) {
        requireIn(team(prompt), readers(), Role::reads);
    }

    /** Passes when the caller reads in some team: what is asked for is named by a digest that only its readers know. */
    public void requireReaderAnywhere() {
        var readable = readable();
        if (!readable.everything() && readable.teams().isEmpty()) {
            throw Problem.forbidden(subject(), "any", readers(), Set.of());
        }
    }

    private void requireIn(String team, Set<Role> needed, Predicate<Role> fits) {
        var there = rolesIn(team);
        if (there.stream().noneMatch(fits)) {
            throw Problem.forbidden(subject(), team, needed, there);
        }
    }

    private static Set<Role> readers() {
        return Arrays.stream(Role.values())
                .filter(Role::reads)
                .filter(role -> role != Role.SERVICE)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static String team(String prompt) {
        return Readable.team(prompt);
    }

    private Grants grants() {
        return Grants.of(identity.getRoles());
    }
}
