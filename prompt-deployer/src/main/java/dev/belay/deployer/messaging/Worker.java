package dev.belay.deployer.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A thread that does its work again and again until it is stopped. A fault ends one round only: it is told, and after a
 * pause the next round begins.
 */
final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** @param round runs until it throws, or until {@link #isStopped} */
    Worker(String name, Consumer<Worker> round, Consumer<Throwable> faults) {
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> run(name, round, faults));
    }

    void start() {
        thread.start();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits for the round to end. */
    void stop() {
        stopped.countDown();
        try {
            thread.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String name, Consumer<Worker> round, Consumer<Throwable> faults) {
        while (!isStopped()) {
            try {
                round.accept(this);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.errorf(e, "%s begins again in %s: %s", name, PAUSE, e.getMessage());
                faults.accept(e);
                pause();
            }
        }
    }

    @SuppressWarnings("ReturnValueIgnored") // whether the pause was cut short is asked by the loop
    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
