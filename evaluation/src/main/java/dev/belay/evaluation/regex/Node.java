package dev.belay.evaluation.regex;

import java.util.List;

/** The syntax tree of a pattern. */
sealed interface Node {
    record Chars(CharSet set) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Either(List<Node> alternatives) implements Node {}

    record Capture(int group, Node body) implements Node {}

    /** The group by number; a name may be used before its group, so names are looked up after the whole pattern is read. */
    record BackReference(int group) implements Node {}

    record NamedBackReference(String name) implements Node {}

    /** @param ahead false for look-behind, which JavaScript matches from right to left */
    record Look(boolean ahead, boolean negative, Node body) implements Node {}

    /** @param firstGroup the groups {@code firstGroup} to {@code endGroup - 1} lie inside and are unset by each round */
    record Repeat(Node body, int min, int max, boolean greedy, int firstGroup, int endGroup) implements Node {}

    enum Edge implements Node {
        START,
        END,
        WORD,
        NOT_WORD
    }
}
