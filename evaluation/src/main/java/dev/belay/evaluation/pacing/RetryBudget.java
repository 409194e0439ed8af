package dev.belay.evaluation.pacing;

import java.util.Optional;

/**
 * How many calls may still be repeated: each first attempt pays in a share of a retry, so that while everything fails the
 * load that retries add is bounded by that share, and not multiplied by the attempts that one call has.
 *
 * @param tokens one is one retry
 * @param most that are kept; what a quiet start may spend
 */
public record RetryBudget(double tokens, double share, double most) {

    public RetryBudget {
        if (!(share >= 0 && most >= 0 && tokens >= 0 && tokens <= most)) {
            throw new IllegalArgumentException("tokens, share and most: " + tokens + ", " + share + ", " + most
                    + " (expected: 0 or more, and no more tokens than most)");
        }
    }

    public static RetryBudget full(double share, double most) {
        return new RetryBudget(most, share, most);
    }

    public RetryBudget afterCall() {
        return new RetryBudget(Math.min(most, tokens + share), share, most);
    }

    /** What is left after one retry; empty when there is not one to spend. */
    public Optional<RetryBudget> spent() {
        return tokens < 1 ? Optional.empty() : Optional.of(new RetryBudget(tokens - 1, share, most));
    }
}
