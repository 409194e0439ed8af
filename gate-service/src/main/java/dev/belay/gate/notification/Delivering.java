package dev.belay.gate.notification;

import dev.belay.gate.notification.Sender.Answer;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.store.DeliveryStore;
import dev.belay.gate.notification.store.DeliveryStore.Claimed;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Sends what is due, at least once, in no promised order. Each receiver has a thread of its own, so a receiver that is slow or
 * gone holds up nobody else's; no transaction is open while one is waited for. Any number of instances may send: a delivery
 * that one has claimed is skipped by the others, and is theirs again when that one died.
 */
@ApplicationScoped
class Delivering {

    private static final Logger LOG = Logger.getLogger(Delivering.class);
    /** One after the other, before others' claims are looked at again. */
    private static final int AT_ONCE = 10;
    /** Above what {@value #AT_ONCE} receivers' silences take. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration KEPT = Duration.ofDays(30);
    /** Of the pool's connections, so that the listeners keep most of them. */
    private static final int CONNECTIONS = 4;

    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final DeliveryStore deliveries;
    private final Sender sender;
    private final Mailing mailing;
    private final MeterRegistry meters;

    Delivering(DeliveryStore deliveries, Sender sender, Mailing mailing, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.mailing = mailing;
        this.meters = meters;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        for (var webhook : QuarkusTransaction.requiringNew().call(() -> deliveries.waitingWebhooks(Instant.now()))) {
            if (busy.add(webhook)) {
                Thread.ofVirtual().name("webhook " + webhook).start(() -> deliverTo(webhook));
            }
        }
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        QuarkusTransaction.requiringNew()
                .run(() -> deliveries.forgetBefore(Instant.now().minus(KEPT)));
    }

    private void deliverTo(String webhook) {
        try {
            var now = Instant.now();
            for (var claimed : inDatabase(() -> deliveries.claim(webhook, now, now.plus(LEASE), AT_ONCE))) {
                deliver(claimed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What was claimed is tried again after its lease.
            LOG.warnf(e, "deliveries of webhook %s could not be claimed or recorded", webhook);
        } finally {
            busy.remove(webhook);
        }
    }

    private void deliver(Claimed claimed) throws InterruptedException {
        var answer = claimed.channel() == Channel.EMAIL ? mailing.send(claimed) : sender.send(claimed);
        inDatabase(() -> {
            switch (answer) {
                case Answer.Accepted(var text) -> deliveries.delivered(claimed, text);
                case Answer.Failed(var text) ->
                    deliveries.failed(
                            claimed,
                            text,
                            Instant.now(),
                            ThreadLocalRandom.current().nextDouble());
            }
            return claimed.id();
        });
        meters.counter("belay.webhook.tries", "outcome", answer instanceof Answer.Accepted ? "accepted" : "failed")
                .increment();
    }

    private <T> T inDatabase(Callable<T> work) throws InterruptedException {
        connections.acquire();
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } finally {
            connections.release();
        }
    }
}
