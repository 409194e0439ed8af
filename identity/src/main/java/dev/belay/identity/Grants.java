package dev.belay.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The roles that a token grants: its entries {@code belay:TEAM:ROLE}, with {@code *} for every team. Every other entry is
 * another application's, or a mistake, and grants nothing.
 */
record Grants(Set<Grant> all) {

    static final String EVERY_TEAM = "*";

    record Grant(String team, Role role) {}

    Grants {
        all = Set.copyOf(all);
    }

    static Grants of(Collection<String> entries) {
        var grants = new HashSet<Grant>();
        for (var entry : entries) {
            var parts = List.of(entry.split(":", -1));
            if (parts.size() == 3
                    && parts.get(0).equals("belay")
                    && !parts.get(1).isBlank()) {
                Role.named(parts.get(2)).ifPresent(role -> grants.add(new Grant(parts.get(1), role)));
            }
        }
        return new Grants(grants);
    }

    Set<Role> in(String team) {
        var roles = EnumSet.noneOf(Role.class);
        for (var grant : all) {
            if (grant.team().equals(team) || grant.team().equals(EVERY_TEAM) || grant.role() == Role.AUDITOR) {
                roles.add(grant.role());
            }
        }
        return roles;
    }

    Readable readable() {
        var reading = all.stream().filter(grant -> grant.role().reads()).toList();
        var everything =
                reading.stream().anyMatch(grant -> grant.team().equals(EVERY_TEAM) || grant.role() == Role.AUDITOR);
        return new Readable(everything, reading.stream().map(Grant::team).collect(Collectors.toSet()));
    }
}
