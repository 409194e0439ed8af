package dev.belay.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Hands released events on, off the threads that released them: a poisoned one must not fail what released it. */
@ApplicationScoped
class ParkedEvents {

    private static final Logger LOG = Logger.getLogger(ParkedEvents.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int AT_ONCE = 100;

    private final Inbox inbox;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("inbox-parked").unstarted(this::run);
    private volatile boolean stopping;

    ParkedEvents(Inbox inbox) {
        this.inbox = inbox;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent ended) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }

    private void run() {
        while (!stopping) {
            try {
                if (inbox.handReleased(AT_ONCE) == 0) {
                    Thread.sleep(LOOK_EVERY);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.warnf("parked events wait: %s", Fault.reason(e));
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
