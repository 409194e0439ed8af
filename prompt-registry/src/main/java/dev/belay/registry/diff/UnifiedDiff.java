package dev.belay.registry.diff;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.List;

/** The unified format of {@code diff -u}. */
public final class UnifiedDiff {

    private static final int CONTEXT_LINES = 3;

    private UnifiedDiff() {}

    /** Empty when the texts are equal. */
    public static String of(String beforeName, String before, String afterName, String after) {
        var lines = before.lines().toList();
        Patch<String> patch = Edits.patch(lines, after.lines().toList());
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(beforeName, afterName, lines, patch, CONTEXT_LINES);
        return diff.isEmpty() ? "" : String.join("\n", diff) + "\n";
    }
}
