package dev.belay.evaluation.assertion;

import dev.belay.evaluation.embedding.EmbeddingFailed;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.Similarity;
import dev.belay.evaluation.javascript.Coercion;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code similar} and its metrics. Of a list any may be alike, and {@code not-} asks that none is. A distance {@code d} scores
 * 1 / (1 + d).
 */
final class SimilarTypes {
    private static final double EPSILON = Math.ulp(1.0);

    private final Embeddings embeddings;

    SimilarTypes(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    Function<Subject, Finding> by(Similarity similarity) {
        return subject -> find(subject, similarity);
    }

    private Finding find(Subject subject, Similarity similarity) {
        var value = subject.value();
        if (!value.isTextual() && !value.isArray()) {
            return Finding.invariant("Similarity assertion type must have a string or array of strings value");
        }
        var expected = value.isTextual()
                ? List.of(value.textValue())
                : StreamSupport.stream(value.spliterator(), false)
                        .map(Coercion::text)
                        .toList();
        if (expected.isEmpty()) {
            return Finding.invariant("Similarity assertion must have at least one value to compare against");
        }
        try {
            var output = embeddings.of(subject.text());
            return decided(
                    subject,
                    expected.stream()
                            .map(text -> judged(subject, similarity, similarity.of(embeddings.of(text), output))));
        } catch (EmbeddingFailed failed) {
            return new Finding.CannotTell("There is no embedding: " + failed.getMessage());
        }
    }

    /** The first that decides does, and the texts after it are not embedded: a pass, and with {@code not-} a fail. */
    private static Finding decided(Subject subject, Stream<Finding.Judged> each) {
        Finding.Judged undecided = null;
        for (var judged : (Iterable<Finding.Judged>) each::iterator) {
            if (judged.pass() != subject.inverse()) {
                return judged;
            } else if (undecided == null
                    || (subject.inverse() ? judged.score() < undecided.score() : judged.score() > undecided.score())) {
                undecided = judged;
            }
        }
        return undecided == null ? Finding.invariant("Similarity result missing") : undecided;
    }

    private static Finding.Judged judged(Subject subject, Similarity similarity, double measure) {
        double threshold = subject.thresholdOr(0.75);
        boolean distance = similarity == Similarity.EUCLIDEAN;
        boolean atMost = distance != subject.inverse();
        double score = distance ? 1 / (1 + measure) : measure;
        return new Finding.Judged(
                atMost ? measure <= threshold + EPSILON : measure >= threshold - EPSILON,
                subject.inverse() ? 1 - score : score,
                "%s %s is %s than threshold %s"
                        .formatted(
                                distance ? "Distance" : "Similarity",
                                Decimals.text(measure, 2),
                                atMost ? "greater" : "less",
                                Decimals.shortest(threshold)));
    }
}
