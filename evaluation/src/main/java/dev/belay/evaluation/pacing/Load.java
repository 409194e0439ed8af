package dev.belay.evaluation.pacing;

/**
 * What a process asks of a provider now, and what it was told so far.
 *
 * @param underWay requests
 * @param waiting calls whose turn has not come
 * @param throttled requests that were answered with 429, or without capacity
 * @param retried requests that were a repetition
 */
public record Load(int underWay, int waiting, long throttled, long retried) {

    public static final Load NONE = new Load(0, 0, 0, 0);

    Load plus(Load other) {
        return new Load(
                underWay + other.underWay,
                waiting + other.waiting,
                throttled + other.throttled,
                retried + other.retried);
    }
}
