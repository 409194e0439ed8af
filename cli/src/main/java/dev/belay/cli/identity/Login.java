package dev.belay.cli.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Somebody that the commands may act as.
 *
 * @param name e-mail address
 * @param roles entries {@code belay:TEAM:ROLE}
 */
public record Login(String name, List<String> roles, Instant expiresAt, String token) {

    public Login {
        roles = List.copyOf(roles);
    }

    /** Whether {@code who} means this one: the whole name, what stands before its @, or a role that it has. */
    boolean isMeantBy(String who) {
        return name.equals(who)
                || name.startsWith(who + "@")
                || roles.stream().anyMatch(role -> role.endsWith(":" + who));
    }

    boolean hasExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** {@code pm in care, viewer in every team}. */
    @JsonIgnore
    String rolesText() {
        return roles.stream()
                .map(role -> Arrays.asList(role.split(":", -1)))
                .filter(parts -> parts.size() == 3)
                .map(parts -> parts.get(2) + " in " + (parts.get(1).equals("*") ? "every team" : parts.get(1)))
                .collect(Collectors.joining(", "));
    }
}
