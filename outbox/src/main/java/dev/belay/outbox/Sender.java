package dev.belay.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of rows: streams side by side, the rows of an ordered stream one after the other, each only when the one
 * before was acknowledged. With several of a stream on their way, one that fails for good would be overtaken by the
 * next. Where order does not matter, rows go together, and so in few requests.
 */
final class Sender {

    private final Producer<String, byte[]> producer;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Map<String, Deque<Unsent>> waiting = new LinkedHashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private final List<Long> sent = new ArrayList<>();
    private final Map<String, Exception> failures = new LinkedHashMap<>();
    private int underWay;

    private Sender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Returns when every row was acknowledged, or waits behind one that failed. */
    static Sendings send(Producer<String, byte[]> producer, List<Unsent> rows) throws InterruptedException {
        return new Sender(producer).sendAll(rows);
    }

    private Sendings sendAll(List<Unsent> rows) throws InterruptedException {
        for (var row : rows) {
            if (row.isOrdered()) {
                waiting.computeIfAbsent(row.stream(), stream -> new ArrayDeque<>())
                        .add(row);
            }
        }
        for (var stream : List.copyOf(waiting.keySet())) {
            sendNext(stream);
            takeWhatIsThere();
        }
        for (var row : rows) {
            if (!row.isOrdered()) {
                send(row);
                takeWhatIsThere();
            }
        }
        while (underWay > 0) {
            take(answers.take());
        }
        return new Sendings(sent, failures);
    }

    private void takeWhatIsThere() {
        for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            take(answer);
        }
    }

    private void take(Answer answer) {
        underWay--;
        var stream = answer.row().stream();
        if (answer.failure() == null) {
            sent.add(answer.row().seq());
            sendNext(stream);
            return;
        }
        failures.put(stream, answer.failure());
        if (answer.failure() instanceof TimeoutException) {
            unreachable.add(answer.row().message().topic());
        }
    }

    private void sendNext(String stream) {
        var rows = waiting.get(stream);
        var row = rows == null ? null : rows.poll();
        if (row != null) {
            send(row);
        }
    }

    /** Each send to a topic without a reachable leader blocks the producer, and with it every other topic: one is enough. */
    private void send(Unsent row) {
        var topic = row.message().topic();
        if (unreachable.contains(topic)) {
            failures.put(row.stream(), new TimeoutException(topic + " was not reachable for an earlier row"));
            return;
        }
        underWay++;
        try {
            producer.send(row.message(), (metadata, failure) -> answers.add(new Answer(row, failure)));
        } catch (RuntimeException e) {
            answers.add(new Answer(row, e));
        }
    }

    private record Answer(Unsent row, @Nullable Exception failure) {}

    /** @param failures why, by stream; what follows in such a stream, where it is ordered, was not sent either */
    record Sendings(List<Long> sent, Map<String, Exception> failures) {}
}
