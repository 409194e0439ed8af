package dev.belay.evaluation.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL without its comments and, for looking at its words, without its texts and quoted names. */
final class SqlPlain {
    private static final String COMMENT = "--[^\\r\\n]*|/\\*(?s:.*?)(?:\\*/|\\z)";
    private static final String QUOTED =
            "'(?:[^'\\\\]|\\\\(?s:.)|'')*(?:'|\\z)|\"(?:[^\"\\\\]|\\\\(?s:.)|\"\")*(?:\"|\\z)|`[^`]*(?:`|\\z)";
    private static final String DOLLARS = "\\$([A-Za-z_]\\w*)?\\$(?s:.*?)(?:\\$\\1\\$|\\z)";
    private static final Pattern WORDS_ONLY = Pattern.compile(
            "(?<comment>" + COMMENT + "|#[^\\r\\n]*)|(?<quoted>" + QUOTED + "|\\$(?:[A-Za-z_]\\w*)?\\$)");
    private static final Pattern BRACKETED = Pattern.compile("\\[[^\\]]*(?:\\]|\\z)");
    private static final Pattern COMMENTS = Pattern.compile(
            "(?<quoted>" + QUOTED + "|" + DOLLARS.replace("\\1", "\\2") + ")|(?<comment>" + COMMENT + ")");
    private static final Pattern COMMENTS_WITH_HASH =
            Pattern.compile("(?<quoted>" + QUOTED + ")|(?<comment>" + COMMENT + "|#[^\\r\\n]*)");

    private static final String TEXT = " '' ";

    private SqlPlain() {}

    /** A comment becomes a space and what is quoted an empty text. */
    static String of(String sql, boolean bracketsQuote) {
        var plain = WORDS_ONLY.matcher(sql).replaceAll(part -> part.group("comment") != null ? " " : TEXT);
        return bracketsQuote ? BRACKETED.matcher(plain).replaceAll(TEXT) : plain;
    }

    static String withoutComments(String sql, boolean hashToo) {
        return (hashToo ? COMMENTS_WITH_HASH : COMMENTS)
                .matcher(sql)
                .replaceAll(part -> part.group("comment") != null ? " " : Matcher.quoteReplacement(part.group()));
    }
}
