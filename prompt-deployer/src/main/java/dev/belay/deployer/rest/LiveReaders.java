package dev.belay.deployer.rest;

import dev.belay.deployer.messaging.LiveFeed;
import dev.belay.deployer.messaging.LiveFeed.Change;
import dev.belay.deployer.messaging.LiveFeed.Opened;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes to each subscriber on a virtual thread of its own, which waits while its reader does not keep up. */
@ApplicationScoped
public class LiveReaders {

    /** Silence after which a stream says that it is still there, so that no proxy closes it. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration READER_IS_BUSY = Duration.ofMillis(20);

    private final LiveFeed feed;
    private volatile boolean stopping;

    LiveReaders(LiveFeed feed) {
        this.feed = feed;
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
    }

    /** Each change alone. */
    public Multi<OutboundSseEvent> follow(Supplier<Opened> open, Sse sse, Function<Change, OutboundSseEvent> event) {
        return follow(open, opened -> List.of(), sse, event);
    }

    /** @param first what is told before the changes */
    public Multi<OutboundSseEvent> follow(
            Supplier<Opened> open,
            Function<Opened, List<OutboundSseEvent>> first,
            Sse sse,
            Function<Change, OutboundSseEvent> event) {
        return Multi.createFrom()
                .emitter(
                        reader -> Thread.ofVirtual()
                                .name("live stream")
                                .start(() -> feed(open.get(), first, sse, event, reader)),
                        BackPressureStrategy.BUFFER);
    }

    private void feed(
            Opened opened,
            Function<Opened, List<OutboundSseEvent>> first,
            Sse sse,
            Function<Change, OutboundSseEvent> event,
            MultiEmitter<? super OutboundSseEvent> reader) {
        var subscription = opened.subscription();
        try {
            for (var told : first.apply(opened)) {
                if (!isReady(reader)) {
                    return;
                }
                reader.emit(told);
            }
            while (isReady(reader) && !subscription.ended()) {
                var change = subscription.next(HEARTBEAT.toMillis());
                reader.emit(
                        change == null
                                ? sse.newEventBuilder().comment("still here").build()
                                : event.apply(change));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.unsubscribe(subscription);
            reader.complete();
        }
    }

    /** Waits while the reader does not keep up; false once it is gone. */
    private boolean isReady(MultiEmitter<? super OutboundSseEvent> reader) throws InterruptedException {
        while (!reader.isCancelled() && !stopping) {
            if (reader.requested() > 0) {
                return true;
            }
            Thread.sleep(READER_IS_BUSY);
        }
        return false;
    }
}
