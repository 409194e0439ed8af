package dev.belay.system.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown table that can be read as it stands, too. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    void add(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        var lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(1, Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|")));
        return String.join("\n", lines);
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
