package dev.belay.identity;

import java.util.Set;

/**
 * What somebody may read.
 *
 * @param everything then {@code teams} does not matter
 */
public record Readable(boolean everything, Set<String> teams) {

    public Readable {
        teams = Set.copyOf(teams);
    }

    /** @param prompt {@code team/name} */
    public boolean includes(String prompt) {
        return everything || teams.contains(team(prompt));
    }

    static String team(String prompt) {
        int slash = prompt.indexOf('/');
        return slash < 0 ? prompt : prompt.substring(0, slash);
    }
}
