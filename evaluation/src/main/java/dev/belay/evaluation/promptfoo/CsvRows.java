package dev.belay.evaluation.promptfoo;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table with named columns. */
final class CsvRows {
    private CsvRows() {}

    /** @param line of the file where the row begins */
    record Row(int line, Map<String, String> cells) {}

    /** @param where to report what keeps the text from being a table */
    static List<Row> read(String text, Entry where, Obstacles obstacles) {
        var rows = new ArrayList<Row>();
        List<String> header = null;
        try {
            for (var row : CsvReader.builder()
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(text)) {
                if (header == null) {
                    header = row.getFields().stream().map(String::strip).toList();
                } else {
                    rows.add(row(header, row, where, obstacles));
                }
            }
        } catch (CsvParseException malformed) {
            obstacles.needsEdit(where, "not CSV: " + malformed.getMessage(), null);
        }
        return rows;
    }

    private static Row row(List<String> header, CsvRecord row, Entry where, Obstacles obstacles) {
        if (row.getFieldCount() != header.size()) {
            obstacles.needsEdit(
                    where,
                    "line %d has %d cells, but the first line names %d columns"
                            .formatted(row.getStartingLineNumber(), row.getFieldCount(), header.size()),
                    "put a cell with a comma or a line break in double quotes");
        }
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
            cells.put(header.get(i), row.getField(i));
        }
        return new Row((int) row.getStartingLineNumber(), cells);
    }
}
