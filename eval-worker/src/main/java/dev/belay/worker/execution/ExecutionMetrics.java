package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.Providers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What operators see of this instance's work, from the start. */
@ApplicationScoped
@Startup
class ExecutionMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger slots;
    private final Counter hits;
    private final Counter calls;
    private final Timer latency;

    ExecutionMetrics(MeterRegistry registry, ExecutionConfig config, Pacer pacer) {
        this.registry = registry;
        this.slots = registry.gauge("belay.worker.slots.used", new AtomicInteger());
        registry.gauge("belay.worker.slots", config, ExecutionConfig::slots);
        this.hits = registry.counter("belay.worker.ledger.hits");
        this.calls = registry.counter("belay.worker.provider.calls");
        this.latency = registry.timer("belay.worker.provider.latency");
        Providers.known().forEach(provider -> watch(provider, pacer));
    }

    /** Counts requests, of which a call may make several. */
    private void watch(String provider, Pacer pacer) {
        var tags = Tags.of("provider", provider);
        registry.gauge(
                "belay.worker.provider.under.way",
                tags,
                pacer,
                all -> all.load(provider).underWay());
        registry.gauge(
                "belay.worker.provider.waiting",
                tags,
                pacer,
                all -> all.load(provider).waiting());
        registry.more()
                .counter(
                        "belay.worker.provider.throttled",
                        tags,
                        pacer,
                        all -> all.load(provider).throttled());
        registry.more()
                .counter(
                        "belay.worker.provider.retries",
                        tags,
                        pacer,
                        all -> all.load(provider).retried());
    }

    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    Slot slot() {
        slots.incrementAndGet();
        return slots::decrementAndGet;
    }

    void hit() {
        hits.increment();
    }

    Answer timed(Supplier<Answer> call) {
        calls.increment();
        return latency.record(call);
    }

    void fault(Fault fault) {
        registry.counter("belay.worker.faults", "kind", fault.kind()).increment();
    }
}
