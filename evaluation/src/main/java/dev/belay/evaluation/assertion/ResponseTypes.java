package dev.belay.evaluation.assertion;

import dev.belay.evaluation.javascript.Whitespace;
import dev.belay.evaluation.text.Refusals;
import java.util.Optional;

/** {@code is-refusal}, {@code finish-reason}, {@code guardrails}, {@code perplexity} and {@code perplexity-score}. */
final class ResponseTypes {
    private static final String NO_REFUSAL = "Expected output to not be a refusal";

    private ResponseTypes() {}

    /** A blank output and one that is not a text are refusals, with a score of 0 all the same. */
    static Finding isRefusal(Subject subject) {
        boolean text = subject.output().value().isTextual();
        if (!text || Whitespace.trim(subject.text()).isEmpty()) {
            return new Finding.Judged(!subject.inverse(), 0, NO_REFUSAL);
        }
        return new Finding.Held(Refusals.looksLikeOne(subject.text()), "Expected output to be a refusal", NO_REFUSAL);
    }

    /** Not the same reason as none at all: only {@code not-finish-reason} holds of a reply without one. */
    static Finding finishReason(Subject subject) {
        if (!subject.value().isTextual()) {
            return Finding.invariant("\"finish-reason\" assertion type must have a string value");
        }
        var expected = subject.value().textValue();
        var given = subject.output().response().finishReason();
        return given == null
                ? new Finding.Held(false, "Provider did not supply stop/finish reason", "")
                : new Finding.Held(
                        expected.equalsIgnoreCase(given),
                        "Expected finish reason \"%s\" but got \"%s\"".formatted(expected, given),
                        "Expected finish reason not \"%s\" but got \"%s\"".formatted(expected, given));
    }

    /** A response without any guardrails passes. */
    static Finding guardrails(Subject subject) {
        return new Finding.Held(
                !subject.output().response().flagged(),
                "Content failed safety checks",
                "Content was not blocked by guardrails (expected to be blocked)");
    }

    /** Without a threshold it passes, and so does {@code not-perplexity}. */
    static Finding perplexity(Subject subject) {
        var mean = meanLogProbability(subject);
        if (mean.isEmpty()) {
            return new Finding.CannotTell(
                    "Perplexity assertion does not support providers that do not return logProbs");
        }
        double perplexity = Math.exp(-mean.get());
        var threshold = subject.threshold();
        boolean pass = threshold == null || perplexity <= threshold != subject.inverse();
        return new Finding.Judged(
                pass,
                pass ? 1 : 0,
                "Perplexity %s is %s threshold %s"
                        .formatted(
                                Decimals.text(perplexity, 2),
                                subject.inverse() ? "less than or equal to" : "greater than",
                                Decimals.shortest(subject.thresholdOr(0))));
    }

    /** Between 0 and 0.5, since it is the logistic of a mean that is never above 0. */
    static Finding perplexityScore(Subject subject) {
        var mean = meanLogProbability(subject);
        if (mean.isEmpty()) {
            return new Finding.CannotTell(
                    "perplexity-score assertion does not support providers that do not return logProbs");
        }
        double score = 1 / (1 + Math.exp(-mean.get()));
        var threshold = subject.threshold();
        return new Finding.Judged(
                threshold == null || score >= threshold != subject.inverse(),
                subject.inverse() ? 1 - score : score,
                "Perplexity score %s is %s threshold %s"
                        .formatted(
                                Decimals.text(score, 2),
                                subject.inverse() ? "greater than or equal to" : "less than",
                                Decimals.shortest(subject.thresholdOr(0))));
    }

    private static Optional<Double> meanLogProbability(Subject subject) {
        var logProbabilities = subject.output().response().logProbabilities();
        double sum = 0;
        for (double logProbability : logProbabilities) {
            sum += logProbability;
        }
        return logProbabilities.isEmpty() ? Optional.empty() : Optional.of(sum / logProbabilities.size());
    }
}
