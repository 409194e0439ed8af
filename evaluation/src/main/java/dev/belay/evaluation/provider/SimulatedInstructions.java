package dev.belay.evaluation.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated model understands of a prompt, clause by clause. A clause with <i>never, not, don't, avoid,
 * without</i> … forbids what it names, any other asks for it, and of two that differ the later one counts:
 *
 * <ul>
 *   <li>citing: "cite the note", "as [n]";
 *   <li>medication: "suggest, recommend, offer, name, mention … medication, pain relief, ibuprofen …";
 *   <li>length: "at most", "no more than", "up to", "within" N words or sentences, "N sentences or fewer";
 *   <li>JSON: "as JSON", or a response format that asks for it;
 *   <li>openings: "start with" or "begin with" and a quotation, or words that begin with a capital;
 *   <li>tone: "warm", "friendly", "kind"; "plain", "simple", "everyday";
 *   <li>readers: "for the chart", "for the doctor", "clinical" keep the third person;
 *   <li>"bullet" points; and warning signs: "when to seek help", "red flags", "warning signs".
 * </ul>
 */
record SimulatedInstructions(
        boolean cites,
        Medication medication,
        int maxWords,
        int maxSentences,
        boolean json,
        @Nullable String opening,
        boolean warm,
        boolean plain,
        boolean forClinicians,
        boolean bullets,
        boolean warningSigns) {

    enum Medication {
        INVITED,
        FORBIDDEN,
        UNMENTIONED
    }

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private static final Pattern CLAUSES = Pattern.compile("(?<=[.!?;:])\\s+|\\n+|,\\s+(?=citing\\b)"
            + "|,?\\s+(?=(?:and |but )?(?:never|do not|don['’]t|avoid|without)\\b)"
            + "|,?\\s+(?:and|but)\\s+(?=(?:always|cite|use|write|keep|answer|start|begin)\\b)");
    static final Pattern NEGATION = Pattern.compile(
            "\\b(never|not|don['’]t|avoid|without|refrain|no longer|no need|instead of|rather than)\\b");
    static final Pattern CITE = Pattern.compile("\\b(cit(e|es|ing|ation|ations)|as \\[n\\])(?!\\w)|\\[n\\]");
    private static final Pattern ADVISE = Pattern.compile(
            "\\b(suggest|recommend|offer|advise|name|mention|propose|prescribe|include|give|point)\\w*\\b");
    static final Pattern MEDICINE = Pattern.compile(
            "\\b(medication|medicine|drug|pain ?relief|pain ?reliever|pain ?killer|remed(y|ies)|over-the-counter|"
                    + "tablet|ibuprofen|paracetamol|acetaminophen|naproxen|aspirin)s?\\b");
    private static final String NUMBER = "(\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)";
    private static final Pattern LIMIT = Pattern.compile(
            "\\b(?:at most|no more than|not more than|up to|within|under|max(?:imum)?(?: of)?|in)\\s+" + NUMBER
                    + "\\s+(?:short |plain |simple )?(words?|sentences?)|\\b" + NUMBER
                    + "\\s+(words?|sentences?)\\s+(?:or (?:fewer|less)|at most)");
    private static final Pattern OPENING = Pattern.compile(
            "(?i)\\b(?:start|begin)\\w*\\s+(?:your (?:reply|summary|answer)\\s+|the (?:reply|summary|answer)\\s+|it\\s+)?"
                    + "with\\s+(?:the words?\\s+)?(?:[\"“]([^\"”]+)[\"”]|'([^']+)'|(?-i:([A-Z][^\\n.;]*)))");

    private static final Map<String, Integer> NUMBER_WORDS = Map.of(
            "one", 1, "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8, "nine", 9, "ten",
            10);

    static SimulatedInstructions in(String text, boolean jsonFormat) {
        var clauses = Arrays.stream(CLAUSES.split(text.toLowerCase(Locale.ROOT)))
                .map(String::strip)
                .filter(clause -> !clause.isEmpty())
                .toList();
        return new SimulatedInstructions(
                asked(clauses, CITE.asPredicate()),
                medication(clauses),
                limit(text, "word"),
                limit(text, "sentence"),
                jsonFormat || asked(clauses, mentions("\\bjson\\b")),
                opening(text),
                asked(clauses, mentions("\\b(warm|warmly|friendly|kind|kindly|caring|reassuring)\\b")),
                asked(clauses, mentions("\\b(plain|plainly|simple|simply|everyday)\\b")),
                asked(
                        clauses,
                        mentions(
                                "\\bfor (the|a) (chart|doctor|clinician|record|gp|nurse)\\b|\\bclinical(ly)? (note|style|tone|language)")),
                asked(clauses, mentions("\\bbullet")),
                asked(clauses, mentions("\\b(seek|get|ask for) (urgent |medical )*help\\b|red flags?|warning signs?")));
    }

    private static Predicate<String> mentions(String regex) {
        return Pattern.compile(regex).asPredicate();
    }

    private static boolean asked(List<String> clauses, Predicate<String> about) {
        return clauses.stream()
                .filter(about)
                .reduce((earlier, later) -> later)
                .map(clause -> !forbids(clause))
                .orElse(false);
    }

    private static Medication medication(List<String> clauses) {
        return clauses.stream()
                .filter(clause -> ADVISE.matcher(clause).find()
                        && MEDICINE.matcher(clause).find())
                .reduce((earlier, later) -> later)
                .map(clause -> forbids(clause) ? Medication.FORBIDDEN : Medication.INVITED)
                .orElse(Medication.UNMENTIONED);
    }

    private static boolean forbids(String clause) {
        return NEGATION.matcher(LIMIT.matcher(clause).replaceAll("")).find();
    }

    static int limit(String text, String unit) {
        return LIMIT.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .filter(limit -> group(limit, 2, 4).startsWith(unit))
                .mapToInt(limit -> number(group(limit, 1, 3)))
                .filter(most -> most > 0)
                .min()
                .orElse(UNLIMITED);
    }

    private static String group(MatchResult match, int one, int other) {
        return match.group(one) != null ? match.group(one) : match.group(other);
    }

    private static int number(String written) {
        var word = NUMBER_WORDS.get(written);
        return word != null ? word : Integer.parseInt(written);
    }

    private static @Nullable String opening(String text) {
        var match = OPENING.matcher(text);
        if (!match.find()) {
            return null;
        }
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group).strip();
            }
        }
        return null;
    }
}
