package dev.belay.evaluation.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One account's limit among threads. */
final class Lane {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    private Limit limit;
    private RetryBudget budget;
    private int underWay;
    private int waiting;
    private int workers = 1;
    private long throttled;
    private long retried;

    Lane(InstantSource clock, Limit limit, RetryBudget budget) {
        this.clock = clock;
        this.limit = limit;
        this.budget = budget;
    }

    @SuppressWarnings("ReturnValueIgnored") // the conditions are looked at again whatever ended the wait
    Optional<Turn> enter(Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        waiting++;
        try {
            for (var now = clock.instant(); ; now = clock.instant()) {
                if (limit.admits(underWay, workers, now)) {
                    return Optional.of(begin(now));
                }
                var opens = limit.opensAt(now);
                if (!now.isBefore(deadline) || !opens.isBefore(deadline)) {
                    return Optional.empty();
                }
                var longest = Duration.between(now, opens.isAfter(now) ? opens : deadline);
                changed.await(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
            }
        } finally {
            waiting--;
            // Whoever was woken passes it on, since there may be room for more than one, or it leaves without using it.
            changed.signal();
            lock.unlock();
        }
    }

    private Turn begin(Instant now) {
        underWay++;
        limit = limit.begun();
        budget = budget.afterCall();
        return new Turn(this, now);
    }

    void leave(Sign sign, Instant began) {
        locked(() -> {
            boolean pressed = waiting > 0 || underWay >= limit.share(workers);
            underWay--;
            throttled += sign instanceof Sign.Throttled ? 1 : 0;
            limit = limit.after(sign, began, clock.instant(), pressed, workers);
            changed.signal();
            return limit;
        });
    }

    boolean retry() {
        return locked(() -> {
            var left = budget.spent();
            left.ifPresent(rest -> budget = rest);
            retried += left.isPresent() ? 1 : 0;
            return left.isPresent();
        });
    }

    Load load() {
        return locked(() -> new Load(underWay, waiting, throttled, retried));
    }

    Limit snapshot() {
        return locked(() -> limit);
    }

    void adopt(Limit known, int sharing) {
        locked(() -> {
            workers = Math.max(1, sharing);
            limit = limit.join(known);
            changed.signalAll();
            return limit;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
