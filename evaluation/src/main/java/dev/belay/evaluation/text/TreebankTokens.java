package dev.belay.evaluation.text;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Words and punctuation by the Penn Treebank's rules for one sentence, as js-rouge 3.2 applies them: a full stop is apart
 * only at the end, numbers keep their separators, contractions and possessives are cut in two.
 */
final class TreebankTokens {
    private static final Pattern SPACES = Pattern.compile(
            "[\\s\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F" + "\\u205F\\u3000\\uFEFF\\u000B]+");
    private static final Pattern QUOTE = Pattern.compile("``|''|\"");
    private static final Pattern ELLIPSIS = Pattern.compile("\\.{3}");
    private static final Pattern SEPARATOR = Pattern.compile("[:,](?!\\p{Nd})");
    private static final Pattern SYMBOL = Pattern.compile("[;@#$%&]");
    private static final Pattern LAST_STOP =
            Pattern.compile("([^.])(?<!\\b[A-Za-z]\\.[A-Za-z])(\\.)([\\])}>'\\s]*)\\z");
    private static final Pattern MARK = Pattern.compile("[?!]");
    private static final Pattern BRACKET = Pattern.compile("[\\]\\[(){}<>]");
    private static final Pattern DASH = Pattern.compile("--");
    private static final Pattern APOSTROPHE = Pattern.compile("([^'])' ");
    private static final Pattern POSSESSIVE = Pattern.compile("'([sSmMdD]) ");
    private static final Pattern CONTRACTION = Pattern.compile("('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ");
    private static final List<Pattern> MERGED = List.of(
            merged("(can)(not)"),
            merged("(d)('ye)"),
            merged("(gim)(me)"),
            merged("(gon)(na)"),
            merged("(got)(ta)"),
            merged("(lem)(me)"),
            merged("(more)('n)"),
            merged("(wan)(na)(?= )"),
            merged("('t)(is)"),
            merged("('t)(was)"));
    private static final Pattern BEFORE_QUOTE = Pattern.compile("[\\s\\p{Ps}<]");
    private static final Pattern OPENING = Pattern.compile("[\\s\\p{P}<]");
    private static final Pattern QUOTABLE = Pattern.compile("[\\p{L}\\p{N}\\p{Sc}\\p{Ps}]");

    private TreebankTokens() {}

    private static Pattern merged(String words) {
        var inWord = "[\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Nl}\\p{Pc}\\x{B7}\\u200c\\u200d]";
        return Pattern.compile("(?<!" + inWord + ")" + words + "(?!" + inWord + ")", Pattern.CASE_INSENSITIVE);
    }

    static List<String> of(String input) {
        var text = Whitespace.trim(SPACES.matcher(input).replaceAll(" "));
        if (text.isEmpty()) {
            return List.of();
        }
        var parsed = quotesMarked(text);
        parsed = ELLIPSIS.matcher(parsed).replaceAll(" ... ");
        parsed = SEPARATOR.matcher(parsed).replaceAll(" $0 ");
        parsed = SYMBOL.matcher(parsed).replaceAll(" $0 ");
        parsed = LAST_STOP.matcher(parsed).replaceAll("$1 $2$3 ");
        parsed = MARK.matcher(parsed).replaceAll(" $0 ");
        parsed = BRACKET.matcher(parsed).replaceAll(" $0 ");
        parsed = DASH.matcher(parsed).replaceAll(" -- ");
        parsed = " " + parsed + " ";
        parsed = APOSTROPHE.matcher(parsed).replaceAll("$1 ' ");
        parsed = POSSESSIVE.matcher(parsed).replaceAll(" '$1 ");
        parsed = CONTRACTION.matcher(parsed).replaceAll(" $1 ");
        for (var words : MERGED) {
            parsed = words.matcher(parsed).replaceAll(" $1 $2 ");
        }
        return NGrams.split(parsed.replaceAll(" {2,}", " ").replaceAll("^ | \\z", ""));
    }

    /** Opening quotes become {@code ``} and closing ones {@code ''}, each apart. */
    private static String quotesMarked(String text) {
        var quotes = QUOTE.matcher(text);
        var out = new StringBuilder();
        boolean inside = false;
        while (quotes.find()) {
            inside = opens(text, quotes.toMatchResult(), inside);
            quotes.appendReplacement(out, inside ? " `` " : " '' ");
        }
        return quotes.appendTail(out).toString();
    }

    private static boolean opens(String text, MatchResult quote, boolean inside) {
        if (quote.group().equals("``")) {
            return true;
        }
        int at = quote.start();
        var before = at == 0 ? "" : text.substring(at - 1, at);
        boolean last = quote.end() == text.length();
        if (inside
                || last && at > 0 && !BEFORE_QUOTE.matcher(before).matches()
                || at > 0 && !OPENING.matcher(before).matches()
                || ".!?".contains(before) && at > 0) {
            return false;
        }
        return quote.group().equals("\"") || at > 0 && closedLater(text, quote.end());
    }

    private static boolean closedLater(String text, int after) {
        if (after >= text.length()) {
            return false;
        }
        var next = QUOTE.matcher(text);
        return QUOTABLE.matcher(Character.toString(text.codePointAt(after))).matches()
                && next.find(after)
                && next.group().equals("''");
    }
}
