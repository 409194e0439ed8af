package dev.belay.worker.plan;

import dev.belay.worker.plan.domain.Backlog;
import dev.belay.worker.plan.store.BacklogStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * What is still to be done, as operators and whatever adds workers see it: each instance says it of all of them, since they
 * share a database, so take the largest and not the sum. A topic's lag does not show it, as only windows are in topics.
 */
@ApplicationScoped
@Startup
class BacklogMetrics {

    /** One reading does for all the gauges of a scrape. */
    private static final Duration AGE = Duration.ofSeconds(1);

    private final BacklogStore store;
    private Backlog read = new Backlog(0, 0, 0);
    private long readAt = System.nanoTime() - AGE.toNanos();

    BacklogMetrics(MeterRegistry registry, BacklogStore store) {
        this.store = store;
        registry.gauge("belay.worker.runs", this, asked -> asked.now().runs());
        gauge(registry, "pending", Backlog::pending);
        gauge(registry, "issued", Backlog::issued);
    }

    private void gauge(MeterRegistry registry, String state, ToDoubleFunction<Backlog> tasks) {
        registry.gauge("belay.worker.tasks", Tags.of("state", state), this, asked -> tasks.applyAsDouble(asked.now()));
    }

    private synchronized Backlog now() {
        if (System.nanoTime() - readAt >= AGE.toNanos()) {
            read = store.read();
            readAt = System.nanoTime();
        }
        return read;
    }
}
