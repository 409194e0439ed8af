package dev.belay.outbox;

import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Handles delivered events so that each has its effect once: the event's id is claimed in the transaction in which its
 * handler works. One listener a topic and database.
 *
 * <p>A batch is handled in one transaction. If that fails, it is rolled back and gone through record by record: a
 * passing fault (database away, lock time-out, {@link TransientFault}) is waited out, whatever else still fails at the
 * third try goes to the topic's dead letters with its reason, and so does a record that cannot be understood, or that its
 * writer did not sign. The rest goes on. When {@link #receive} returns, everything is committed and the offsets may be.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final InboxTables tables;
    private final DeadLetters deadLetters;
    private final Authenticity authenticity;
    private final Trace trace;
    private final Tries tries;
    private final Map<String, Listener<?>> listeners = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Inbox(InboxTables tables, DeadLetters deadLetters, Authenticity authenticity, Trace trace, OutboxConfig config) {
        this.tables = tables;
        this.deadLetters = deadLetters;
        this.authenticity = authenticity;
        this.trace = trace;
        this.tries = new Tries(config.longestBackOff(), () -> stopping);
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
    }

    /**
     * Tells who handles the parked events of a topic. {@link #receive} does so too; a listener whose handler throws
     * {@link NotYetSeen} calls this when it is made, and is made at start-up ({@code @Startup}), so that what was parked
     * before a restart is handed on even if no new record comes.
     */
    public <E extends Event> void register(String topic, EventCodec<E> codec, Consumer<Received<E>> handler) {
        listeners.put(topic, new Listener<>(codec, handler));
    }

    /**
     * Blocks until every record is handled, parked, or a dead letter. Not to be called inside a transaction.
     *
     * @param handler works inside a transaction and keeps to it: it may run again after a rollback
     */
    public <E extends Event> void receive(
            ConsumerRecords<String, byte[]> batch, EventCodec<E> codec, Consumer<Received<E>> handler) {
        receive(batch, new Listener<>(codec, handler), letters -> letters.forEach(letter -> handle(letter, handler)));
    }

    /**
     * As {@link #receive}, but what can be understood of a batch is handled at once, in the order in which it came; where
     * that fails, the events are handled one by one. The handler tells {@link Outbox#causedBy} which of them it acts on.
     */
    public <E extends Event> void receiveTogether(
            ConsumerRecords<String, byte[]> batch, EventCodec<E> codec, Consumer<List<Received<E>>> handler) {
        Consumer<Received<E>> alone = received -> handler.accept(List.of(received));
        receive(batch, new Listener<>(codec, alone), letters -> {
            var understood = new ArrayList<Received<E>>();
            for (var letter : letters) {
                switch (letter.content()) {
                    case Decoded.Malformed<E>(var reason) -> deadLetters.add(letter.raw(), reason);
                    case Decoded.Understood<E>(var envelope) -> understood.add(letter.received(envelope));
                }
            }
            if (!understood.isEmpty()) {
                handler.accept(understood);
            }
        });
    }

    private <E extends Event> void receive(
            ConsumerRecords<String, byte[]> batch, Listener<E> listener, Consumer<List<Letter<E>>> work) {
        batch.partitions().forEach(partition -> listeners.putIfAbsent(partition.topic(), listener));
        var letters = new ArrayList<Letter<E>>();
        batch.forEach(raw -> letters.add(listener.open(raw, authenticity)));
        try {
            handleOnce(letters, work);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf("a batch of %d is gone through record by record: %s", letters.size(), Fault.reason(e));
            letters.forEach(letter -> handleAlone(letter, listener.handler()));
        }
    }

    /**
     * For work that does not fit into one transaction, such as a call to a third party. Blocks until it is done, or the
     * record is a dead letter. No id is claimed: {@code work} opens its own transactions and makes them have one effect.
     *
     * @param givenUp what else is done, in the transaction of the dead letter, with the record and the reason
     */
    public <E extends Event> void receiveUnclaimed(
            ConsumerRecord<String, byte[]> raw,
            EventCodec<E> codec,
            Consumer<Received<E>> work,
            BiConsumer<ConsumerRecord<String, byte[]>, String> givenUp) {
        var letter = Letter.open(raw, codec, authenticity);
        Consumer<String> giveUp = reason -> QuarkusTransaction.requiringNew().run(() -> {
            deadLetters.add(raw, reason);
            givenUp.accept(raw, reason);
        });
        switch (letter.content()) {
            case Decoded.Malformed<E>(var reason) ->
                tries.until(
                        letter.place(),
                        () -> giveUp.accept(reason),
                        failure -> giveUp.accept(reason + "; " + Fault.reason(failure)));
            case Decoded.Understood<E>(var envelope) -> {
                var received = letter.received(envelope);
                tries.until(
                        letter.place(), () -> work.accept(received), failure -> giveUp.accept(Fault.reason(failure)));
            }
        }
    }

    /**
     * Says, in the transaction that makes it so, that {@code what} is there now. Once that has committed, the events
     * parked for it are handed to their handlers, each in a transaction of its own.
     */
    public void unpark(String what) {
        tables.lock(what);
        tables.release(what);
    }

    /** Hands on what was released; returns how many events. */
    int handReleased(int limit) {
        return !tables.anyReleased()
                ? 0
                : listeners.entrySet().stream()
                        .mapToInt(listener -> handReleased(listener.getKey(), listener.getValue(), limit))
                        .sum();
    }

    private <E extends Event> int handReleased(String topic, Listener<E> listener, int limit) {
        var ids = QuarkusTransaction.requiringNew().call(() -> tables.released(topic, limit));
        for (var id : ids) {
            tries.until(
                    "parked event " + id,
                    () -> take(id, raw -> handle(listener.open(raw, authenticity), listener.handler())),
                    failure -> take(id, raw -> deadLetters.add(raw, Fault.reason(failure))));
        }
        return ids.size();
    }

    private void take(long id, Consumer<ConsumerRecord<String, byte[]>> work) {
        QuarkusTransaction.requiringNew().run(() -> tables.take(id).ifPresent(work));
    }

    private <E extends Event> void handleAlone(Letter<E> letter, Consumer<Received<E>> handler) {
        tries.until(
                letter.place(),
                () -> handleOnce(List.of(letter), mine -> mine.forEach(alone -> handle(alone, handler))),
                failure -> handleOnce(
                        List.of(letter),
                        mine -> mine.forEach(alone -> deadLetters.add(alone.raw(), Fault.reason(failure)))));
    }

    /** Hands those to {@code work} that nobody has handled before, one of each id. */
    private <E extends Event> void handleOnce(List<Letter<E>> letters, Consumer<List<Letter<E>>> work) {
        QuarkusTransaction.requiringNew().run(() -> {
            var claimed = tables.claim(letters.stream().map(Letter::claim).toList());
            work.accept(letters.stream()
                    .filter(letter -> claimed.remove(letter.claim()))
                    .toList());
        });
    }

    private <E extends Event> void handle(Letter<E> letter, Consumer<Received<E>> handler) {
        var raw = letter.raw();
        switch (letter.content()) {
            case Decoded.Malformed<E>(var reason) -> deadLetters.add(raw, reason);
            case Decoded.Understood<E>(var envelope) -> {
                trace.causedBy(envelope.traceparent());
                handleOrPark(raw, () -> handler.accept(letter.received(envelope)));
            }
        }
    }

    private void handleOrPark(ConsumerRecord<String, byte[]> raw, Runnable handler) {
        for (var locked = new HashSet<String>(); ; ) {
            try {
                handler.run();
                return;
            } catch (NotYetSeen absent) {
                if (!locked.add(absent.what())) {
                    tables.park(raw, absent.what());
                    return;
                }
                tables.lock(absent.what());
            }
        }
    }
}
