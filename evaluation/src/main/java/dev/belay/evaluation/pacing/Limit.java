package dev.belay.evaluation.pacing;

import dev.belay.evaluation.pacing.Sign.Allowance;
import dev.belay.evaluation.pacing.Sign.Broken;
import dev.belay.evaluation.pacing.Sign.Fine;
import dev.belay.evaluation.pacing.Sign.Throttled;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one account may be under way, over all workers: additive increase, halving when throttled, as TCP does.
 * Until the first cut it doubles with every round of calls, so that a wide limit is found in a few of them.
 *
 * @param window calls that may be under way at once; a fraction is progress towards the next
 * @param threshold below it the window still doubles
 * @param cutAt when it was halved last; an older call's throttling does not halve it again
 * @param closure null where the other side never asked to come back later
 * @param allowance null while the other side has not said what it leaves
 */
public record Limit(
        double window,
        double threshold,
        Instant cutAt,
        @Nullable Closure closure,
        @Nullable Allowance allowance) {

    static final double SMALLEST = 1;

    /** Beyond what any fleet needs; keeps a lucky window from growing for ever. */
    static final double LARGEST = 100_000;

    private static final Comparator<Limit> BY_CUT =
            Comparator.comparing(Limit::cutAt).thenComparing(Limit::threshold, Comparator.reverseOrder());

    /**
     * No call begins before {@code until}, since the other side asked for that; unless calls that began after the one which
     * was told so succeed all the same: then it was not meant for all.
     *
     * @param asked when the throttled call began
     * @param contrary successes of calls that began later; enough of them, and it closes nothing
     */
    public record Closure(Instant until, Instant asked, int contrary) {
        private static final int ENOUGH = 3;

        private static final Comparator<Closure> LATER = Comparator.comparing(Closure::until)
                .thenComparing(Closure::asked)
                .thenComparing(Closure::contrary);

        boolean closes(Instant now) {
            return contrary < ENOUGH && until.isAfter(now);
        }

        private Closure afterSuccess(Instant began) {
            boolean counts = began.isAfter(asked) && contrary < ENOUGH;
            return counts ? new Closure(until, asked, contrary + 1) : this;
        }

        private Closure join(Closure other) {
            return LATER.compare(this, other) >= 0 ? this : other;
        }
    }

    public Limit {
        if (!(window >= SMALLEST && window <= LARGEST)) {
            throw new IllegalArgumentException(
                    "window: " + window + " (expected: " + SMALLEST + " to " + LARGEST + ")");
        }
    }

    public static Limit starting(double window) {
        return new Limit(window, LARGEST, Instant.EPOCH, null, null);
    }

    /**
     * Whether one more call of one worker may begin.
     *
     * @param underWay this worker's calls
     * @param workers that share the account, this one included; each has its equal part of the window, but one call
     */
    public boolean admits(int underWay, int workers, Instant now) {
        return !now.isBefore(opensAt(now)) && underWay < share(workers);
    }

    int share(int workers) {
        return (int) Math.max(SMALLEST, Math.floor(window / workers));
    }

    /** Until when none may begin; {@code now} when nothing but the window stands in the way. */
    public Instant opensAt(Instant now) {
        var opens = closure != null && closure.closes(now) ? closure.until() : now;
        boolean spent =
                allowance != null && allowance.left() <= 0 && allowance.until().isAfter(opens);
        return spent ? allowance.until() : opens;
    }

    /** After a call has begun. */
    public Limit begun() {
        return allowance == null
                ? this
                : new Limit(window, threshold, cutAt, closure, new Allowance(allowance.left() - 1, allowance.until()));
    }

    /**
     * After a call has ended.
     *
     * @param began when it began
     * @param pressed whether the window was what held calls back; one that is not needed does not grow
     * @param workers as of {@link #admits}: each sees its part of the successes
     */
    public Limit after(Sign sign, Instant began, Instant now, boolean pressed, int workers) {
        return switch (sign) {
            case Broken broken -> this;
            case Fine(var told) -> grown(pressed, workers).reopened(began).told(told, now);
            case Throttled(var until, var told) ->
                cut(began, now).closed(until, began).told(told, now);
        };
    }

    private Limit grown(boolean pressed, int workers) {
        if (!pressed) {
            return this;
        }
        double step = window < threshold ? workers : workers / window;
        return new Limit(Math.min(LARGEST, window + step), threshold, cutAt, closure, allowance);
    }

    private Limit cut(Instant began, Instant now) {
        if (!began.isAfter(cutAt)) {
            return this;
        }
        double half = Math.max(SMALLEST, window / 2);
        return new Limit(half, half, now, closure, allowance);
    }

    private Limit closed(@Nullable Instant until, Instant began) {
        if (until == null) {
            return this;
        }
        var asked = new Closure(until, began, 0);
        return new Limit(window, threshold, cutAt, closure == null ? asked : asked.join(closure), allowance);
    }

    private Limit reopened(Instant began) {
        return closure == null ? this : new Limit(window, threshold, cutAt, closure.afterSuccess(began), allowance);
    }

    private Limit told(@Nullable Allowance told, Instant now) {
        if (told == null) {
            return this;
        }
        boolean counting = allowance != null && allowance.until().isAfter(now);
        return new Limit(window, threshold, cutAt, closure, counting ? allowance.join(told) : told);
    }

    /**
     * What two workers know, together: the last cut counts, and of what grew since the larger window. In any order and
     * however often the same is joined, the outcome is the same.
     */
    public Limit join(Limit other) {
        int later = BY_CUT.compare(this, other);
        double wider = later == 0 ? Math.max(window, other.window) : later > 0 ? window : other.window;
        var cut = later >= 0 ? this : other;
        return new Limit(
                wider,
                cut.threshold,
                cut.cutAt,
                closure == null || other.closure == null
                        ? (closure == null ? other.closure : closure)
                        : closure.join(other.closure),
                allowance == null || other.allowance == null
                        ? (allowance == null ? other.allowance : allowance)
                        : allowance.join(other.allowance));
    }

    /** Without what lies in the past: for a row that others read much later. */
    public Limit at(Instant now) {
        return new Limit(
                window,
                threshold,
                cutAt,
                closure != null && closure.until().isAfter(now) ? closure : null,
                allowance != null && allowance.until().isAfter(now) ? allowance : null);
    }
}
