package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.evaluation.text.PorterStemmer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges by rules, so that criteria written in words can be tried without a key. Of a rubric it understands
 *
 * <ul>
 *   <li>citing: a number in brackets is there;
 *   <li>medication: one of those that it knows by name is there;
 *   <li>length: "at most" N words or sentences;
 *   <li>tone: "warm", "friendly", "kind", "polite": a word of thanks, welcome or regret is there;
 *   <li>quotations: each is there;
 *   <li>else the words themselves: at least half of those that carry meaning are there.
 * </ul>
 *
 * A rubric with <i>not, never, without</i> … asks for the opposite. The same question always gets the same answer.
 */
final class SimulatedJudge {

    /** What a judgement and its confirmation put the material into. */
    private static final Pattern QUESTION =
            Pattern.compile("<Output>\\n(.*)\\n</Output>\\n<Rubric>\\n(.*)\\n</Rubric>\\s*", Pattern.DOTALL);

    private static final Pattern MEDICINES = Pattern.compile(
            "\\b(ibuprofen|naproxen|aspirin|paracetamol|acetaminophen|diclofenac|celecoxib|codeine|tramadol|morphine"
                    + "|oxycodone|gabapentin|advil|aleve|tylenol|motrin|nurofen|voltaren|amoxicillin|penicillin|metformin"
                    + "|insulin|lisinopril|amlodipine|losartan|atorvastatin|simvastatin|warfarin|prednisone|prednisolone"
                    + "|salbutamol|omeprazole|sertraline|loratadine)\\b");
    private static final Pattern CITATION = Pattern.compile("\\[\\d+\\]");
    private static final Pattern TONE = Pattern.compile("\\b(warm|warmly|friendly|kind|kindly|polite|caring)\\b");
    private static final Pattern WARM = Pattern.compile(
            "\\b(thank you|thanks|good to see|glad|welcome|sorry|please|take care|dear|best wishes)\\b");
    private static final Pattern QUOTATION = Pattern.compile("[\"“]([^\"”]+)[\"”]");
    private static final Pattern WORD = Pattern.compile("[a-z]{3,}");
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "the",
            "and",
            "any",
            "for",
            "that",
            "this",
            "with",
            "from",
            "are",
            "was",
            "has",
            "have",
            "its",
            "one",
            "some",
            "output",
            "text",
            "reply",
            "answer",
            "least",
            "most",
            "contains",
            "includes",
            "mentions",
            "says",
            "like",
            "into",
            "than",
            "not",
            "never",
            "does",
            "without");

    private SimulatedJudge() {}

    /** Absent when nothing is to be judged. */
    static Optional<String> verdict(List<Message> messages) {
        var question = QUESTION.matcher(messages.getLast().content());
        return question.matches() ? Optional.of(verdict(question.group(1), question.group(2))) : Optional.empty();
    }

    private static String verdict(String output, String rubric) {
        var text = output.toLowerCase(Locale.ROOT);
        var asked = rubric.toLowerCase(Locale.ROOT);
        double found = share(text, asked);
        boolean limit = SimulatedInstructions.limit(asked, "word") < Integer.MAX_VALUE
                || SimulatedInstructions.limit(asked, "sentence") < Integer.MAX_VALUE;
        boolean negated =
                !limit && SimulatedInstructions.NEGATION.matcher(asked).find();
        double score = negated ? 1 - found : found;
        return JsonNodeFactory.instance
                .objectNode()
                .put("reason", "a program compared words: " + Math.round(100 * score) + " % of what is asked holds")
                .put("pass", score >= 0.5)
                .put("score", score)
                .toString();
    }

    private static double share(String text, String asked) {
        int words = SimulatedInstructions.limit(asked, "word");
        int sentences = SimulatedInstructions.limit(asked, "sentence");
        if (words < Integer.MAX_VALUE || sentences < Integer.MAX_VALUE) {
            return holds(text.split("\\s+").length <= words && text.split("[.!?](\\s|$)").length <= sentences);
        }
        var quotations = QUOTATION.matcher(asked).results().toList();
        if (!quotations.isEmpty()) {
            return holds(quotations.stream().allMatch(quoted -> text.contains(quoted.group(1))));
        }
        if (SimulatedInstructions.MEDICINE.matcher(asked).find()) {
            return holds(MEDICINES.matcher(text).find());
        }
        if (SimulatedInstructions.CITE.matcher(asked).find()) {
            return holds(CITATION.matcher(text).find());
        }
        if (TONE.matcher(asked).find()) {
            return holds(WARM.matcher(text).find());
        }
        var wanted = stems(asked);
        var there = stems(text);
        return wanted.isEmpty()
                ? 1
                : (double) wanted.stream().filter(there::contains).count() / wanted.size();
    }

    private static double holds(boolean fact) {
        return fact ? 1 : 0;
    }

    private static Set<String> stems(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group())
                .filter(word -> !WITHOUT_MEANING.contains(word))
                .map(PorterStemmer::stem)
                .collect(Collectors.toSet());
    }
}
