package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.belay.evaluation.text.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cases of a CSV file, one a row. A column is a variable, except {@code id}, {@code from}, {@code failureMode},
 * {@code tags} (separated by commas) and promptfoo's {@code __expected}, {@code __expected1} …, {@code __description},
 * {@code __threshold}, {@code __metric} and {@code __metadata:…}. An empty cell is an empty variable, elsewhere nothing.
 */
final class CsvText {

    private static final List<String> OWN_COLUMNS = List.of("id", "from", "failureMode");
    private static final List<String> PROMPTFOO_COLUMNS =
            List.of("__expected", "__description", "__threshold", "__metric", "__metadata");
    private static final Pattern EXPECTED = Pattern.compile("__expected\\d*");
    private static final Pattern LINE_IN_MESSAGE = Pattern.compile("line (\\d+)");

    private final String file;
    private final Mistakes mistakes;
    private List<String> header = List.of();

    private CsvText(String file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    static List<Source> read(String text, String file, Mistakes mistakes) {
        var reader = new CsvText(file, mistakes);
        var rows = CsvReader.builder()
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text);
        var sources = new ArrayList<Source>();
        try {
            for (var row : rows) {
                if (reader.header.isEmpty()) {
                    reader.header(row);
                } else if (reader.isWhole(row)) {
                    sources.add(reader.source(row));
                }
            }
        } catch (CsvParseException e) {
            mistakes.add(file, lineIn(e), "not CSV: " + innermost(e).getMessage());
        }
        return sources;
    }

    private void header(CsvRecord row) {
        header = row.getFields().stream().map(String::strip).toList();
        int line = (int) row.getStartingLineNumber();
        if (header.size() == 1 && header.getFirst().matches(".*[;\t].*")) {
            mistakes.add(file, line, "one column named \"" + header.getFirst() + "\"; separate columns with commas");
        }
        for (int i = 0; i < header.size(); i++) {
            var column = header.get(i);
            if (column.isEmpty()) {
                mistakes.add(file, line, "column " + (i + 1) + " has no name");
            } else if (header.indexOf(column) < i) {
                mistakes.add(file, line, column, "doubled column; remove one");
            } else if (column.startsWith("__") && !isPromptfoo(column)) {
                var near = Spelling.nearest(column, PROMPTFOO_COLUMNS);
                mistakes.add(
                        file,
                        line,
                        column,
                        near.map(meant -> "unknown column; did you mean \"" + meant + "\"?")
                                .orElse("not available in this version; remove it"));
            }
        }
    }

    private static boolean isPromptfoo(String column) {
        return EXPECTED.matcher(column).matches()
                || column.startsWith("__metadata:")
                || PROMPTFOO_COLUMNS.contains(column);
    }

    private boolean isWhole(CsvRecord row) {
        if (row.getFieldCount() != header.size()) {
            mistakes.add(
                    file,
                    (int) row.getStartingLineNumber(),
                    "%d cells, but the first row names %d columns; put a cell"
                                    .formatted(row.getFieldCount(), header.size())
                            + " with a comma or a line break in double quotes");
        }
        return row.getFieldCount() == header.size();
    }

    private Source source(CsvRecord row) {
        int line = (int) row.getStartingLineNumber();
        var evalCase = JsonNodeFactory.instance.objectNode();
        evalCase.putObject("vars");
        var columns = new HashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            cell(evalCase, header.get(i), row.getField(i), columns, line);
        }
        metric(evalCase);
        return new Source(file, evalCase, Map.of("", line), columns);
    }

    private void cell(ObjectNode evalCase, String column, String cell, Map<String, String> columns, int line) {
        if (!column.startsWith("__") && !OWN_COLUMNS.contains(column) && !column.equals("tags")) {
            ((ObjectNode) evalCase.get("vars")).put(column, cell);
            columns.put(Pointer.child("/vars", column), column);
        } else if (!cell.isBlank()) {
            var member = column.startsWith("__metadata:") ? "metadata" : column.replaceFirst("^__", "");
            columns.put("/" + member, column);
            if (EXPECTED.matcher(column).matches()) {
                columns.put("/assert/" + evalCase.withArray("assert").size(), column);
                evalCase.withArray("assert").add(ExpectedCell.assertion(cell));
            } else if (column.equals("__threshold")) {
                threshold(evalCase, cell, line);
            } else if (column.equals("tags")) {
                tags(evalCase, cell);
            } else {
                evalCase.put(member, cell.strip());
            }
        }
    }

    private void threshold(ObjectNode evalCase, String cell, int line) {
        try {
            evalCase.put("threshold", Double.parseDouble(cell.strip()));
        } catch (NumberFormatException e) {
            mistakes.add(file, line, "__threshold", "\"" + cell + "\" (expected: a number from 0 to 1)");
        }
    }

    private static void tags(ObjectNode evalCase, String cell) {
        for (var tag : cell.split(",")) {
            if (!tag.isBlank()) {
                evalCase.withArray("tags").add(tag.strip());
            }
        }
    }

    private static void metric(ObjectNode evalCase) {
        var metric = evalCase.remove("metric");
        if (metric != null) {
            evalCase.path("assert").forEach(assertion -> ((ObjectNode) assertion).set("metric", metric));
        }
    }

    private static int lineIn(Throwable e) {
        var line = LINE_IN_MESSAGE.matcher(String.valueOf(e.getMessage()));
        return line.find() ? Integer.parseInt(line.group(1)) : 1;
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }
}
