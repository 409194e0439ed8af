package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.document.ExpectedCell;
import dev.belay.evaluation.document.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tests of a CSV file: a column is a variable, except those that begin with two underscores. */
final class CsvTests {
    private static final Pattern NUMBER = Pattern.compile("^\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)");
    private static final Pattern CONFIG = Pattern.compile("__config:__expected(\\d*):(\\w+)");
    private static final Pattern UNESCAPED_COMMA = Pattern.compile("(?<!\\\\),");

    private static final Set<String> SPECIAL = Set.of(
            "__prefix", "__suffix", "__description", "__providerOutput", "__metric", "__threshold", "__metadata");

    private final NearbyFiles files;
    private final Obstacles obstacles;

    CsvTests(NearbyFiles files, Obstacles obstacles) {
        this.files = files;
        this.obstacles = obstacles;
    }

    /** Each row in the form of a test that is written in YAML. */
    List<Entry> read(Path file, Entry where) {
        var text = files.text(file, where);
        if (text.isEmpty()) {
            return List.of();
        }
        var whole = new Source(files.name(file), MissingNode.getInstance(), Map.of("", 1), Map.of());
        var tests = new ArrayList<Entry>();
        for (var row : CsvRows.read(text.get(), Entry.of(whole), obstacles)) {
            var test = test(row, files.name(file));
            tests.add(test);
            files.refuseEnvironment(test);
        }
        return tests;
    }

    private Entry test(CsvRows.Row row, String file) {
        var test = JsonNodeFactory.instance.objectNode();
        var columns = new HashMap<String, String>();
        test.putObject("vars");
        test.putArray("assert");
        var source = new Source(file, test, Map.of("", row.line()), columns);
        row.cells().forEach((column, cell) -> {
            if (isSpecial(column)) {
                special(test, column, cell, columns);
            } else {
                test.withObjectProperty("vars").put(column, cell);
                columns.put("/vars/" + column, column);
            }
        });
        row.cells().forEach((column, cell) -> config(test, column, cell, Entry.of(source)));
        var metric = test.remove("metric");
        if (metric != null) {
            test.get("assert").forEach(assertion -> ((ObjectNode) assertion).set("metric", metric));
        }
        return Entry.of(source);
    }

    /** Quirk kept: a column that only looks special, like {@code __weight}, is a variable. */
    private static boolean isSpecial(String column) {
        return SPECIAL.contains(column)
                || column.startsWith("__expected")
                || column.startsWith("__metadata:")
                || column.startsWith("__config:");
    }

    private static void special(ObjectNode test, String column, String cell, Map<String, String> columns) {
        if (column.startsWith("__expected")) {
            if (!cell.isBlank()) {
                columns.put("/assert/" + test.withArray("assert").size(), column);
                test.withArray("assert").add(ExpectedCell.assertion(cell.strip()));
            }
            return;
        }
        switch (column) {
            case "__prefix", "__suffix" -> test.withObjectProperty("options").put(column.substring(2), cell);
            case "__description", "__providerOutput", "__metric" -> {
                if (!cell.isEmpty()) {
                    test.put(column.substring(2), cell);
                }
            }
            case "__threshold" -> {
                double threshold = number(cell);
                if (threshold != 0 && !Double.isNaN(threshold)) {
                    test.put("threshold", threshold);
                }
            }
            default -> metadata(test, column, cell);
        }
    }

    private static void metadata(ObjectNode test, String column, String cell) {
        if (!column.startsWith("__metadata:") || cell.isBlank()) {
            return;
        }
        var key = column.substring("__metadata:".length());
        var metadata = test.withObjectProperty("metadata");
        if (!key.endsWith("[]")) {
            metadata.put(key, cell);
            return;
        }
        var list = metadata.putArray(key.substring(0, key.length() - 2));
        for (var element : UNESCAPED_COMMA.split(cell)) {
            list.add(element.strip().replace("\\,", ","));
        }
    }

    private void config(ObjectNode test, String column, String cell, Entry where) {
        if (!column.startsWith("__config:")) {
            return;
        }
        var named = CONFIG.matcher(column);
        double number = number(cell);
        if (!named.matches() || !named.group(2).equals("threshold")) {
            obstacles.needsEdit(where, "the column " + column, "write __config:__expected1:threshold");
        } else if (Double.isNaN(number)) {
            obstacles.needsEdit(where, "\"" + cell + "\" in " + column + " (expected: a number)", null);
        } else {
            int index = named.group(1).isEmpty() ? 0 : Integer.parseInt(named.group(1)) - 1;
            var assertions = test.withArray("assert");
            if (index >= 0 && index < assertions.size()) {
                ((ObjectNode) assertions.get(index)).put("threshold", number);
            }
        }
    }

    /** {@code parseFloat} */
    private static double number(String cell) {
        var number = NUMBER.matcher(cell);
        return number.find() ? Double.parseDouble(number.group(1)) : Double.NaN;
    }
}
