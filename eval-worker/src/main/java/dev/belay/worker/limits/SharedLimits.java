package dev.belay.worker.limits;

import dev.belay.evaluation.pacing.Pacer;
import dev.belay.worker.limits.store.LimitStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Joins what this worker has learned of the providers' limits with what the others have, so that fifty workers do not each
 * find the same limit by running into it, and share the calls that it allows. Limits are hints: while the database is away
 * each worker goes on with what it knows.
 */
@ApplicationScoped
public class SharedLimits {

    private static final Logger LOG = Logger.getLogger(SharedLimits.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    /** A worker that was not heard of for so long takes no share any more. */
    private static final Duration PRESENT = Duration.ofSeconds(5);

    private final Pacer pacer;
    private final LimitStore limits;
    private final UUID worker = UUID.randomUUID();
    private final Thread loop =
            Thread.ofPlatform().daemon().name("shared-limits").unstarted(this::loop);
    private volatile boolean stopping;

    SharedLimits(Pacer pacer, LimitStore limits) {
        this.pacer = pacer;
        this.limits = limits;
    }

    @Produces
    @Singleton
    static Pacer pacer() {
        return new Pacer();
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        loop.interrupt();
    }

    private void loop() {
        while (!stopping) {
            try {
                Thread.sleep(EVERY);
                share();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("limits are not shared for now: %s", e.getMessage());
            }
        }
    }

    /** A worker that has called nobody has nothing to tell, and no share. */
    void share() {
        var own = pacer.snapshots();
        if (own.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            int workers = limits.present(worker, PRESENT);
            own.forEach((account, limit) -> pacer.adopt(account, limits.join(account, limit), workers));
        });
    }
}
