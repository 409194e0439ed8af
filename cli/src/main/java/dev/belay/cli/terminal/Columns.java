package dev.belay.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Texts in columns of fixed width. */
public final class Columns {

    private Columns() {}

    /** {@code left} and {@code right} beside each other, each wrapped at words to {@code width} characters. */
    public static List<String> sideBySide(String left, String right, int width) {
        var a = wrap(left, width);
        var b = wrap(right, width);
        var lines = new ArrayList<String>();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            var first = i < a.size() ? a.get(i) : "";
            var second = i < b.size() ? b.get(i) : "";
            lines.add((pad(first, width) + " │ " + second).stripTrailing());
        }
        return lines;
    }

    /** Rows under each other, every column as wide as its widest cell; the last one is not padded. */
    public static List<String> table(List<List<String>> rows) {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(i == row.size() - 1 ? row.get(i) : pad(row.get(i), widths.get(i) + 2));
        }
        return line.toString().stripTrailing();
    }

    public static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.strip().split("\\R", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" +")) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
                while (line.length() > width) {
                    lines.add(line.substring(0, width));
                    line.delete(0, width);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    public static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
