package dev.belay.worker.observation;

import dev.belay.worker.observation.store.ObservationStore;
import dev.belay.worker.observation.store.ObservationStore.Kept;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Hands observations to judges, a few at a time, and forgets old ones. All instances share the rows by their leases. */
@ApplicationScoped
public class ObservationLoop {

    private static final Logger LOG = Logger.getLogger(ObservationLoop.class);
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final Observing observing;
    private final ObservationStore observations;
    private final ObservationConfig config;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread loop =
            Thread.ofPlatform().daemon().name("observations").unstarted(this::loop);
    private volatile boolean stopping;
    private Instant forgetAt = Instant.EPOCH;

    ObservationLoop(Observing observing, ObservationStore observations, ObservationConfig config) {
        this.observing = observing;
        this.observations = observations;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        wake();
        loop.join(Duration.ofSeconds(5));
    }

    /** There may be something to judge. */
    public void wake() {
        wakeUps.release();
    }

    private void loop() {
        while (!stopping) {
            try {
                var claimed = QuarkusTransaction.requiringNew()
                        .call(() -> observations.claimToJudge(config.judgedAtATime(), config.lease()));
                judge(claimed);
                forgetNowAndThen();
                if (claimed.isEmpty() && wakeUps.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "observations were not looked at");
                pause();
            }
        }
    }

    private void judge(List<Kept> claimed) throws InterruptedException {
        var threads = claimed.stream()
                .map(kept -> Thread.ofVirtual().name("judge").start(() -> judge(kept)))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
    }

    /** What fails stays to be judged, and is another's once the lease is over. */
    private void judge(Kept kept) {
        try {
            observing.judge(kept);
        } catch (RuntimeException e) {
            LOG.warnf(e, "observation %s is judged again", kept.observed().observation());
        }
    }

    private void forgetNowAndThen() {
        var now = Instant.now();
        if (now.isAfter(forgetAt)) {
            forgetAt = now.plus(FORGET_EVERY);
            QuarkusTransaction.requiringNew().run(() -> observations.forget(now.minus(config.kept())));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
