package dev.belay.evaluation.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Porter's stemmer (1980) as the package natural 8 runs it. It departs from the paper, and so do the stems here: a step's
 * rules are all tried one after another, a final y is a vowel only after a consonant, and letters outside a to z count as
 * consonants.
 */
public final class PorterStemmer {
    private record Rule(String ending, String instead) {}

    private static final List<Rule> AFTER_ED_OR_ING =
            List.of(new Rule("at", "ate"), new Rule("bl", "ble"), new Rule("iz", "ize"));
    private static final List<Rule> STEP_2 = List.of(
            new Rule("ational", "ate"),
            new Rule("tional", "tion"),
            new Rule("enci", "ence"),
            new Rule("anci", "ance"),
            new Rule("izer", "ize"),
            new Rule("abli", "able"),
            new Rule("bli", "ble"),
            new Rule("alli", "al"),
            new Rule("entli", "ent"),
            new Rule("eli", "e"),
            new Rule("ousli", "ous"),
            new Rule("ization", "ize"),
            new Rule("ation", "ate"),
            new Rule("ator", "ate"),
            new Rule("alism", "al"),
            new Rule("iveness", "ive"),
            new Rule("fulness", "ful"),
            new Rule("ousness", "ous"),
            new Rule("aliti", "al"),
            new Rule("iviti", "ive"),
            new Rule("biliti", "ble"),
            new Rule("logi", "log"));
    private static final List<Rule> STEP_3 = List.of(
            new Rule("icate", "ic"),
            new Rule("ative", ""),
            new Rule("alize", "al"),
            new Rule("iciti", "ic"),
            new Rule("ical", "ic"),
            new Rule("ful", ""),
            new Rule("ness", ""));
    private static final Pattern STEP_4 =
            Pattern.compile("^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)\\z");
    private static final Pattern STEP_4_ION = Pattern.compile("^(.+?[st])ion\\z");
    private static final Pattern GROUPS_Y = Pattern.compile("[^aeiouy]+y");
    private static final Pattern CHARACTERS_Y = Pattern.compile("[^aeiouy]y");

    private PorterStemmer() {}

    /** A word of fewer than three characters stays as it is. */
    public static String stem(String word) {
        if (word.length() < 3) {
            return word;
        }
        var stem = plural(word.toLowerCase(Locale.ROOT));
        stem = finalY(pastOrProgressive(stem));
        stem = suffix(replaced(replaced(stem, STEP_2), STEP_3));
        stem = finalE(stem);
        return measure(stem) > 1 && stem.endsWith("ll") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String plural(String word) {
        if (word.endsWith("sses") || word.endsWith("ies")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") && word.length() > 2 ? cut(word, 1) : word;
    }

    private static String pastOrProgressive(String word) {
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        int ending = word.endsWith("ed") ? 2 : word.endsWith("ing") ? 3 : 0;
        var stem = cut(word, ending);
        if (ending == 0 || stem.isEmpty() || groups(stem).indexOf('V') < 0) {
            return word;
        }
        var longer = stem;
        for (var rule : AFTER_ED_OR_ING) {
            longer = longer.endsWith(rule.ending()) ? cut(longer, rule.ending().length()) + rule.instead() : longer;
        }
        if (!longer.equals(stem)) {
            return longer;
        } else if (doubleConsonant(stem) && !endsWithOneOf(stem, "lsz")) {
            return cut(stem, 1);
        }
        return measure(stem) == 1 && characters(stem).endsWith("CVC") && !endsWithOneOf(stem, "wxy")
                ? stem + "e"
                : stem;
    }

    private static String finalY(String word) {
        var groups = groups(word);
        return word.endsWith("y") && groups.substring(0, groups.length() - 1).indexOf('V') >= 0
                ? cut(word, 1) + "i"
                : word;
    }

    /** Whether a rule applies is asked of the word that the step began with, what it changes is the word so far. */
    private static String replaced(String word, List<Rule> rules) {
        var result = word;
        for (var rule : rules) {
            if (word.endsWith(rule.ending())
                    && measure(cut(word, rule.ending().length())) > 0
                    && result.endsWith(rule.ending())) {
                var shorter = cut(result, rule.ending().length()) + rule.instead();
                result = shorter.isEmpty() ? result : shorter;
            }
        }
        return result;
    }

    private static String suffix(String word) {
        var ordinary = STEP_4.matcher(word);
        if (ordinary.matches() && measure(ordinary.group(1)) > 1) {
            return ordinary.group(1);
        }
        var ion = STEP_4_ION.matcher(word);
        return ion.matches() && measure(ion.group(1)) > 1 ? ion.group(1) : word;
    }

    private static String finalE(String word) {
        var stem = word.endsWith("e") ? cut(word, 1) : word;
        int measure = measure(stem);
        var characters = characters(word);
        boolean shortSyllable = characters.length() >= 4
                && characters.startsWith("CVC", characters.length() - 4)
                && word.length() >= 2
                && "wxy".indexOf(word.charAt(word.length() - 2)) < 0;
        return measure > 1 || measure == 1 && !shortSyllable ? stem : word;
    }

    /** How many times vowels are followed by consonants; −1 for nothing at all. */
    private static int measure(String word) {
        if (word.isEmpty()) {
            return -1;
        }
        var groups = groups(word);
        int length = groups.length() - (groups.startsWith("C") ? 1 : 0);
        length -= length > 0 && groups.endsWith("V") ? 1 : 0;
        return length / 2;
    }

    private static String groups(String word) {
        return GROUPS_Y.matcher(word)
                .replaceAll("CV")
                .replaceAll("[aeiou]+", "V")
                .replaceAll("[^V]+", "C");
    }

    private static String characters(String word) {
        return CHARACTERS_Y
                .matcher(word)
                .replaceAll("CV")
                .replaceAll("[aeiou]", "V")
                .replaceAll("[^V]", "C");
    }

    private static boolean doubleConsonant(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && "aeiou".indexOf(word.charAt(last)) < 0;
    }

    private static boolean endsWithOneOf(String word, String letters) {
        return letters.indexOf(word.charAt(word.length() - 1)) >= 0;
    }

    private static String cut(String word, int characters) {
        return word.substring(0, word.length() - characters);
    }
}
