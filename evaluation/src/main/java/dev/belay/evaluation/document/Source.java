package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document with where each of its values stands.
 *
 * @param lines line by JSON Pointer into {@code value}; at least that of the whole, which is the empty pointer
 * @param columns of a CSV file: the column's name by the pointer of what it became
 */
public record Source(String file, JsonNode value, Map<String, Integer> lines, Map<String, String> columns) {

    /** The problem as its author sees it: the line of the value or else of what it is missing from. */
    public Problem locate(String pointer, String message) {
        var place = pointer;
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = Pointer.parent(place);
        }
        return new Problem(file, lines.get(place), fieldName(pointer), message);
    }

    /** Of a list its elements, each with its own lines; of anything else itself. */
    public List<Source> elements() {
        if (!value.isArray()) {
            return value.isNull() ? List.of() : List.of(this);
        }
        var lineMaps = new ArrayList<Map<String, Integer>>();
        value.forEach(element -> lineMaps.add(new HashMap<>()));
        lines.forEach((pointer, line) -> {
            if (!pointer.isEmpty()) {
                int end = pointer.indexOf('/', 1);
                int index = Integer.parseInt(pointer.substring(1, end < 0 ? pointer.length() : end));
                lineMaps.get(index).put(end < 0 ? "" : pointer.substring(end), line);
            }
        });
        var elements = new ArrayList<Source>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(new Source(file, value.get(i), lineMaps.get(i), Map.of()));
        }
        return elements;
    }

    public String place() {
        return file + ":" + lines.get("");
    }

    private @Nullable String fieldName(String pointer) {
        var column = pointer;
        while (!column.isEmpty() && !columns.containsKey(column)) {
            column = Pointer.parent(column);
        }
        var name = columns.getOrDefault(column, Pointer.readable(pointer));
        return name.isEmpty() ? null : name;
    }
}
