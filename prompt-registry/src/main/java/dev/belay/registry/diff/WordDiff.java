package dev.belay.registry.diff;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which words of a text were kept, inserted and deleted; blanks and punctuation count as words of their own. */
public final class WordDiff {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+|\\s+|.", Pattern.DOTALL);

    private WordDiff() {}

    public enum Op {
        @JsonProperty("equal")
        EQUAL,
        @JsonProperty("insert")
        INSERT,
        @JsonProperty("delete")
        DELETE
    }

    public record Piece(Op op, String text) {}

    /** All pieces but the inserted ones are {@code before}; all but the deleted ones are {@code after}. */
    public static List<Piece> of(String before, String after) {
        var old = words(before);
        var pieces = new ArrayList<Piece>();
        int reached = 0;
        for (var delta : Edits.patch(old, words(after)).getDeltas()) {
            add(pieces, Op.EQUAL, old.subList(reached, delta.getSource().getPosition()));
            add(pieces, Op.DELETE, delta.getSource().getLines());
            add(pieces, Op.INSERT, delta.getTarget().getLines());
            reached = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Op.EQUAL, old.subList(reached, old.size()));
        return List.copyOf(pieces);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void add(List<Piece> pieces, Op op, List<String> words) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(op, String.join("", words)));
        }
    }
}
