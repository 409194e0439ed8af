package dev.belay.outbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tries one piece of work until it is done: after passing faults for ever, after anything else three times, then gives
 * it up.
 */
final class Tries {

    private static final Logger LOG = Logger.getLogger(Tries.class);
    private static final int MOST = 3;

    private final BackOff backOff;
    private final BooleanSupplier stopping;

    Tries(Duration longest, BooleanSupplier stopping) {
        this.backOff = new BackOff(Duration.ofMillis(200), longest);
        this.stopping = stopping;
    }

    /**
     * @param name for the log
     * @param giveUp is told why, and is itself tried for ever: what is given up must be put on record somewhere
     */
    void until(String name, Runnable done, Consumer<Throwable> giveUp) {
        var failures = 0;
        for (var passing = 0; failures < MOST; ) {
            try {
                done.run();
                return;
            } catch (RuntimeException | StackOverflowError e) {
                if (Fault.passes(e)) {
                    pause(name, ++passing, e);
                } else if (++failures < MOST) {
                    pause(name, failures, e);
                } else {
                    LOG.errorf(e, "%s is given up", name);
                    forEver(name, () -> giveUp.accept(e));
                }
            }
        }
    }

    private void forEver(String name, Runnable work) {
        for (var failures = 1; ; failures++) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                pause(name, failures, e);
            }
        }
    }

    private void pause(String name, int failures, Throwable failure) {
        var pause = backOff.after(failures);
        LOG.warnf("%s is tried again in %s: %s", name, pause, Fault.reason(failure));
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(
                    name + " was not handled before the service stopped; it comes again", failure);
        }
    }
}
