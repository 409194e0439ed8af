package dev.belay.evaluation.assertion;

import dev.belay.evaluation.text.Bleu;
import dev.belay.evaluation.text.EditDistance;
import dev.belay.evaluation.text.Gleu;
import dev.belay.evaluation.text.Meteor;
import dev.belay.evaluation.text.Rouge;
import dev.belay.evaluation.text.Synonyms;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** {@code bleu}, {@code gleu}, {@code rouge-n}, {@code meteor} and {@code levenshtein}. */
final class OverlapTypes {
    private static final Meteor METEOR = new Meteor(Synonyms::of);
    private static final String TEXTS = "assertion must have a string or array of strings value";

    private OverlapTypes() {}

    static Finding bleu(Subject subject) {
        return compared(subject, "BLEU score", Bleu::score);
    }

    static Finding gleu(Subject subject) {
        return compared(subject, "GLEU score", Gleu::score);
    }

    /** An empty output is promptfoo's "Invalid inputs", with and without {@code not-}; a blank one scores 0. */
    static Finding meteor(Subject subject) {
        return subject.text().isEmpty() && subject.texts().isPresent()
                ? new Finding.CannotTell("Invalid inputs")
                : compared(subject, "METEOR score", METEOR::score);
    }

    private static Finding compared(Subject subject, String name, ToDoubleBiFunction<String, List<String>> score) {
        var references = subject.texts();
        if (references.isEmpty()) {
            return Finding.invariant("\"%s\" %s".formatted(subject.type(), TEXTS));
        } else if (references.get().isEmpty()) {
            return new Finding.CannotTell("Invalid inputs");
        }
        return Finding.scored(subject, name, score.applyAsDouble(subject.text(), references.get()), 0.5);
    }

    static Finding rouge(Subject subject) {
        return subject.value().isTextual()
                ? Finding.scored(
                        subject,
                        "ROUGE-N score",
                        Rouge.score(subject.text(), subject.value().textValue()),
                        0.75)
                : Finding.invariant("\"rouge\" assertion type must be a string value");
    }

    /** All or nothing: the score is not the distance. */
    static Finding levenshtein(Subject subject) {
        if (!subject.value().isTextual()) {
            return Finding.invariant("\"levenshtein\" assertion type must have a string value");
        }
        int distance = EditDistance.levenshtein(subject.text(), subject.value().textValue());
        double threshold = subject.thresholdOr(5);
        return new Finding.Held(
                distance <= threshold,
                "Levenshtein distance %d is greater than threshold %s"
                        .formatted(distance, Decimals.shortest(threshold)),
                "Levenshtein distance %d is less than or equal to threshold %s"
                        .formatted(distance, Decimals.shortest(threshold)));
    }
}
