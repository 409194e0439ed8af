package dev.belay.deployer.receipt;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.receipt.ReceiptEvent;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.messaging.DeployerConfig;
import dev.belay.deployer.messaging.EventLog;
import dev.belay.deployer.messaging.EventProducer;
import dev.belay.deployer.messaging.LiveFeed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads all receipts of the last hour and says what this replica itself serves: some seconds apart, and soon after each change.
 * What cannot be said now is said the next time.
 */
@ApplicationScoped
class ReceiptLog {

    private static final Logger LOG = Logger.getLogger(ReceiptLog.class);
    private static final EventCodec<ReceiptEvent> CODEC = EventCodec.of(ReceiptEvent.class);
    private static final long SOON_MILLIS = 50;

    /** Under one signature: many of them at once would take a small heap. */
    private static final int TOGETHER = 200;

    private final Receipts receipts;
    private final Fetches fetches;
    private final LiveFeed feed;
    private final EventProducer producer;
    private final EventLog<ReceiptEvent> log;
    private final DeployerConfig config;
    private final String replica;
    private final Thread reporter =
            Thread.ofPlatform().daemon().name("receipts").unstarted(this::report);
    private volatile boolean stopping;

    ReceiptLog(
            Receipts receipts,
            Fetches fetches,
            LiveFeed feed,
            EventProducer producer,
            EventLog.Opening opening,
            DeployerConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.receipts = receipts;
        this.fetches = fetches;
        this.feed = feed;
        this.producer = producer;
        this.config = config;
        this.log = opening.open(Topic.RECEIPTS, CODEC, Receipts.KEPT, receipts::take);
        this.replica = host() + ":" + port;
    }

    void start(@Observes StartupEvent started) {
        log.start();
        reporter.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
        reporter.interrupt();
        log.stop();
    }

    private void report() {
        var followed = feed.position();
        long due = System.nanoTime();
        while (!stopping) {
            try {
                Thread.sleep(SOON_MILLIS);
                var now = feed.position();
                if (!now.equals(followed) || System.nanoTime() - due >= 0) {
                    followed = now;
                    due = System.nanoTime() + config.reportInterval().toNanos();
                    say(now.offsets());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("receipts are told later: %s", e.getMessage());
            }
        }
    }

    private void say(List<Long> offsets) {
        var now = Instant.now();
        receipts.forget(now);
        var said = new HashMap<String, ReceiptEvent>();
        said.put(id(), new ReleasesFollowed(replica, offsets, now));
        for (var fetched : fetches.take(now)) {
            said.put(id(), fetched);
            if (said.size() == TOGETHER) {
                send(said);
                said.clear();
            }
        }
        send(said);
    }

    private void send(HashMap<String, ReceiptEvent> said) {
        var unused = producer.sendAll(said).exceptionally(fault -> {
            LOG.debugf("receipts were not sent: %s", fault.getMessage());
            return null;
        });
    }

    private static String id() {
        return "receipt-" + UUID.randomUUID();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "replica";
        }
    }
}
