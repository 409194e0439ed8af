package dev.belay.evaluation.sql;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The closed Markdown code blocks whose language is SQL or not said. */
public final class SqlBlocks {
    private static final Pattern FENCE = Pattern.compile("[ \\t]{0,3}(`{3,}|~{3,})(.*)");

    private SqlBlocks() {}

    /** @param info what stands after the opening fence */
    private record Block(String fence, String info, List<String> lines) {
        boolean closedBy(String other, String rest) {
            return other.charAt(0) == fence.charAt(0) && other.length() >= fence.length() && rest.matches("[ \\t]*");
        }

        boolean isSql() {
            var language = Whitespace.trim(info).toLowerCase(Locale.ROOT);
            return language.isEmpty() || language.equals("sql");
        }
    }

    public static List<String> in(String text) {
        var blocks = new ArrayList<String>();
        @Nullable Block open = null;
        for (var line : text.split("\r\n?|\n", -1)) {
            var fence = FENCE.matcher(line);
            boolean marked = fence.matches();
            if (open == null) {
                open = marked ? new Block(fence.group(1), fence.group(2), new ArrayList<>()) : null;
            } else if (marked && open.closedBy(fence.group(1), fence.group(2))) {
                if (open.isSql()) {
                    blocks.add(Whitespace.trim(String.join("\n", open.lines())));
                }
                open = null;
            } else {
                open.lines().add(line);
            }
        }
        return blocks;
    }
}
