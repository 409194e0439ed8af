package dev.belay.evaluation.text;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of n tokens of a text, counted. */
final class NGrams {
    private NGrams() {}

    /** Empty when there are fewer than n tokens. */
    static Map<List<String>, Integer> counted(List<String> tokens, int n) {
        var counts = new HashMap<List<String>, Integer>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return counts;
    }

    static int count(List<String> tokens, int n) {
        return Math.max(0, tokens.size() - n + 1);
    }

    /** Each n-gram counts at most as often as the other text has it. */
    static int clipped(Map<List<String>, Integer> candidate, Map<List<String>, Integer> reference) {
        return candidate.entrySet().stream()
                .mapToInt(gram -> Math.min(gram.getValue(), reference.getOrDefault(gram.getKey(), 0)))
                .sum();
    }

    /** {@code text.split(/\s+/)}: white space at an end leaves an empty token there, and an empty text is one empty token. */
    static List<String> split(String text) {
        var tokens = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Whitespace.is(text.charAt(i))) {
                tokens.add(text.substring(start, i));
                while (i + 1 < text.length() && Whitespace.is(text.charAt(i + 1))) {
                    i++;
                }
                start = i + 1;
            }
        }
        tokens.add(text.substring(start));
        return List.copyOf(tokens);
    }

    static String withoutTrailingDots(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        return word.substring(0, end);
    }
}
