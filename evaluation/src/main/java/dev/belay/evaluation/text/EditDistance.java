package dev.belay.evaluation.text;

/** How many characters must be put in, taken out or changed to turn one text into another, counted in UTF-16 units. */
public final class EditDistance {
    private EditDistance() {}

    /** Levenshtein's. */
    public static int levenshtein(String from, String to) {
        return distance(from, to, false);
    }

    /** Optimal string alignment: two neighbours swapped are one edit too. */
    public static int withSwaps(String from, String to) {
        return distance(from, to, true);
    }

    private static int distance(String from, String to, boolean swaps) {
        var beforeLast = new int[to.length() + 1];
        var last = new int[to.length() + 1];
        var row = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                    continue;
                }
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + same);
                if (swaps && swapped(from, to, i, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[to.length()];
    }

    private static boolean swapped(String from, String to, int i, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
