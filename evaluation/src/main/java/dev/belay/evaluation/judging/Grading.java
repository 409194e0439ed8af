package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of how to grade: promptfoo's {@code options} of a test, or those of one assertion.
 *
 * @param rubricPrompt takes the place of Belay's own prompt: a text, a list of {@code {role, content}}, either as JSON or YAML in
 *     a text; for {@code g-eval} an object with {@code steps} and {@code evaluate}. A template over {@code output},
 *     {@code rubric} and the other names that promptfoo gives the type, and the variables of the case
 * @param factuality scores of {@code factuality}'s categories that differ from the standard ones; a category with a score
 *     above 0 passes
 */
public record Grading(@Nullable JsonNode rubricPrompt, Map<Category, Double> factuality) {

    public static final Grading STANDARD = new Grading(null, Map.of());

    public Grading {
        factuality = Map.copyOf(factuality);
    }

    /** How a submission relates to an expert's answer. */
    public enum Category {
        SUBSET("A", "subset", 1),
        SUPERSET("B", "superset", 1),
        AGREE("C", "agree", 1),
        DISAGREE("D", "disagree", 0),
        DIFFER_BUT_FACTUAL("E", "differButFactual", 1);

        final String letter;
        private final String word;
        private final double standardScore;

        Category(String letter, String word, double standardScore) {
            this.letter = letter;
            this.word = word;
            this.standardScore = standardScore;
        }

        /** The name under {@code options.factuality} in promptfoo's files. */
        public String word() {
            return word;
        }
    }

    double scoreOf(Category category) {
        return factuality.getOrDefault(category, category.standardScore);
    }
}
