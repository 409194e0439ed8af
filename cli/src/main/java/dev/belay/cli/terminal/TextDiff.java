package dev.belay.cli.terminal;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** The difference of two texts, line by line, as {@code diff -u} shows it. */
public final class TextDiff {

    private static final int CONTEXT = 2;

    private TextDiff() {}

    /** Empty when they do not differ. */
    public static List<String> unified(String fromName, String from, String toName, String to) {
        var before = from.lines().toList();
        var patch = DiffUtils.diff(before, to.lines().toList());
        return UnifiedDiffUtils.generateUnifiedDiff(fromName, toName, before, patch, CONTEXT);
    }

    public static String coloured(String line, Terminal terminal) {
        if (line.startsWith("+")) {
            return terminal.green(line);
        }
        if (line.startsWith("-")) {
            return terminal.red(line);
        }
        return line.startsWith("@@") ? terminal.dim(line) : line;
    }
}
