package dev.belay.gate.stream;

import dev.belay.gate.GateConfig;
import dev.belay.gate.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs every stream on a thread of its own, which polls only while its reader keeps up: a slow one costs no memory, and
 * resumes where it was by the id of the last event it got.
 */
@ApplicationScoped
public class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final Duration READER_IS_BUSY = Duration.ofMillis(20);
    private static final int COME_AGAIN_SECONDS = 5;

    private final int most;
    private final Duration heartbeat;
    private final Semaphore places;
    private volatile boolean stopping;

    Streams(GateConfig config) {
        this.most = config.maxStreams();
        this.heartbeat = config.heartbeat();
        this.places = new Semaphore(most);
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
    }

    public Multi<OutboundSseEvent> open(String name, Sse sse, Supplier<Source> source) {
        if (!places.tryAcquire()) {
            throw Problem.busy("streams: %d are read already (expected: fewer)".formatted(most), COME_AGAIN_SECONDS);
        }
        return Multi.createFrom()
                .emitter(
                        emitter -> Thread.ofPlatform()
                                .daemon()
                                .name("stream " + name)
                                .start(() -> feed(name, sse, source, emitter)),
                        BackPressureStrategy.BUFFER);
    }

    private void feed(String name, Sse sse, Supplier<Source> source, MultiEmitter<? super OutboundSseEvent> reader) {
        try (var fed = source.get()) {
            pump(sse, fed, reader);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "stream %s ends early; its reader resumes", name);
        } finally {
            places.release();
            reader.complete();
        }
    }

    private void pump(Sse sse, Source source, MultiEmitter<? super OutboundSseEvent> reader)
            throws InterruptedException {
        var spoke = System.nanoTime();
        while (!reader.isCancelled() && !stopping) {
            if (reader.requested() <= 0) {
                Thread.sleep(READER_IS_BUSY);
                continue;
            }
            var poll = source.poll();
            poll.events().forEach(reader::emit);
            if (poll.last()) {
                return;
            }
            if (!poll.events().isEmpty()) {
                spoke = System.nanoTime();
            } else if (System.nanoTime() - spoke > heartbeat.toNanos()) {
                reader.emit(sse.newEventBuilder().comment("still here").build());
                spoke = System.nanoTime();
            }
        }
    }
}
