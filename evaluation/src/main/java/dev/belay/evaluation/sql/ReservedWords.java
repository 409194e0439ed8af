package dev.belay.evaluation.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The words that a dialect of node-sql-parser takes for a name only in quotes, so that {@code SELECT rank FROM t} is SQL in
 * PostgreSQL and not in MySQL.
 */
final class ReservedWords {
    private static final String FILE = "reserved-words.txt";
    private static final Map<String, Set<String>> BY_DIALECT = read();

    private ReservedWords() {}

    static Set<String> of(Dialect dialect) {
        return BY_DIALECT.getOrDefault(dialect.name().toLowerCase(Locale.ROOT), Set.of());
    }

    private static Map<String, Set<String>> read() {
        var words = new HashMap<String, Set<String>>();
        lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(" ")))
                .forEach(line -> words.computeIfAbsent(line.getFirst(), absent -> new HashSet<>())
                        .addAll(line.subList(1, line.size())));
        var common = words.getOrDefault("all", Set.of());
        words.values().forEach(own -> own.addAll(common));
        return Map.copyOf(words);
    }

    private static List<String> lines() {
        try (var in = Objects.requireNonNull(ReservedWords.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
