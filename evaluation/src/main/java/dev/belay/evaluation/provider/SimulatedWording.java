package dev.belay.evaluation.provider;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the simulated model rephrases a clinician's remark. English only, and only the turns that such notes have. */
final class SimulatedWording {

    private record Turn(Pattern from, String to) {

        static Turn of(String from, String to) {
            return new Turn(Pattern.compile(from, Pattern.CASE_INSENSITIVE), to);
        }
    }

    private static final List<Turn> PLAIN = List.of(
            Turn.of("\\bhypertension\\b", "high blood pressure"),
            Turn.of("\\bhypotension\\b", "low blood pressure"),
            Turn.of("\\bBP\\b", "blood pressure"),
            Turn.of("\\bHR\\b", "heart rate"),
            Turn.of("\\b(?:dyspnoea|dyspnea)\\b", "trouble breathing"),
            Turn.of("\\b(?:oedema|edema)\\b", "swelling"),
            Turn.of("\\bcephalgia\\b", "headache"),
            Turn.of("\\bpyrexia\\b", "fever"),
            Turn.of("\\bmyocardial infarction\\b", "heart attack"),
            Turn.of("\\bfracture\\b", "broken bone"),
            Turn.of("\\banalgesia\\b", "pain relief"),
            Turn.of("\\bb\\.?i\\.?d\\.?\\b", "twice a day"),
            Turn.of("\\bp\\.?r\\.?n\\.?\\b", "when needed"));

    private static final String PATIENT = "(?:the )?(?:patient|pt)";

    private static final List<Turn> TO_THE_PATIENT = List.of(
            Turn.of("\\b" + PATIENT + "['’]s\\b", "your"),
            Turn.of("\\b" + PATIENT + " (?:denies|denied)\\b", "you do not have"),
            Turn.of("\\b" + PATIENT + " (?:is|was) ", "you were "),
            Turn.of("\\b" + PATIENT + " has\\b", "you have"),
            Turn.of("\\b" + PATIENT + " does\\b", "you do"),
            Turn.of("\\b" + PATIENT + " (\\w+[^s\\W])s\\b", "you $1"),
            Turn.of("\\b" + PATIENT + "\\b", "you"),
            Turn.of("^left\\b", "you left"),
            Turn.of("^(?:denies|no) (?=\\w)", "you do not have "),
            Turn.of(
                    "^(advised|told|asked|referred|prescribed|started|given|seen|examined|vaccinated|discharged)\\b",
                    "you were $1"),
            Turn.of("^(?:follow[- ]up|review|recheck) ", "we will see you again "),
            Turn.of("\\b(?:his|her|their)\\b", "your"),
            Turn.of("\\b(?:he|she|they) (?:is|was|are|were)\\b", "you were"),
            Turn.of("\\b(?:he|she) has\\b", "you have"),
            Turn.of("\\b(?:he|she) (\\w+[^s\\W])s\\b", "you $1"),
            Turn.of("\\b(?:he|she|they)\\b", "you"));

    private static final Pattern MEDICINES = Pattern.compile(
            "\\b(ibuprofen|naproxen|aspirin|paracetamol|acetaminophen|diclofenac|codeine|tramadol|morphine|amoxicillin|"
                    + "penicillin|metformin|insulin|lisinopril|amlodipine|atorvastatin|simvastatin|warfarin|prednisone|"
                    + "prednisolone|salbutamol|omeprazole|sertraline)\\b(\\s+\\d+\\s*(mg|g|ml|mcg|units?))?",
            Pattern.CASE_INSENSITIVE);

    private SimulatedWording() {}

    static String inPlainWords(String text) {
        return turned(text, PLAIN);
    }

    /** @param chance decides how what the patient said is introduced */
    static String toThePatient(String text, long chance) {
        var saying = Math.floorMod(chance >> 1, 2) == 0 ? "you told us about" : "you mentioned";
        var reports = Turn.of("\\b(?:" + PATIENT + " )?(?:reports|reported|complains of|presents with)\\b", saying);
        return capitalised(turned(turned(text, List.of(reports)), TO_THE_PATIENT));
    }

    static String withoutMedicines(String text) {
        return capitalised(MEDICINES.matcher(text).replaceAll("your medicine"));
    }

    private static String turned(String text, List<Turn> turns) {
        var said = text;
        for (var turn : turns) {
            said = turn.from().matcher(said).replaceAll(match -> Matcher.quoteReplacement(reworded(match, turn.to())));
        }
        return said;
    }

    /** A verb that began its sentence no longer does. */
    private static String reworded(MatchResult match, String to) {
        return match.groupCount() == 0 ? to : to.replace("$1", match.group(1).toLowerCase(Locale.ROOT));
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
