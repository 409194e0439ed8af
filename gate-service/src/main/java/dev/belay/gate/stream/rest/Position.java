package dev.belay.gate.stream.rest;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a topic has been read, written as {@code 0:17.1:4}: per partition the offset of the record to come.
 */
record Position(SortedMap<Integer, Long> next) {

    private static final Pattern FORM = Pattern.compile("\\d{1,9}:\\d{1,18}(\\.\\d{1,9}:\\d{1,18})*");

    Position {
        next = new TreeMap<>(next);
    }

    /** Throws {@link IllegalArgumentException} for what was never an event's id. */
    static Position parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Last-Event-ID: \"" + text + "\" (expected: the id of an event of this topic)");
        }
        return new Position(Arrays.stream(text.split("\\."))
                .map(part -> part.split(":"))
                .collect(Collectors.toMap(
                        part -> Integer.valueOf(part[0]), part -> Long.valueOf(part[1]), Math::max, TreeMap::new)));
    }

    Position after(int partition, long offset) {
        var moved = new TreeMap<>(next);
        moved.put(partition, offset + 1);
        return new Position(moved);
    }

    @Override
    public String toString() {
        return next.entrySet().stream().map(Position::written).collect(Collectors.joining("."));
    }

    private static String written(Map.Entry<Integer, Long> entry) {
        return entry.getKey() + ":" + entry.getValue();
    }
}
