package dev.belay.system.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Every call that came in since the start, by what was asked. */
public final class CallLog {

    private final Map<String, List<Call>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    /** Which call of this request it is, from 1. */
    int begin(String request, long now) {
        begun.incrementAndGet();
        return calls.merge(request, List.of(new Call(request, now, 0)), CallLog::both)
                .size();
    }

    void answer(String request, int call, long now) {
        calls.computeIfPresent(request, (key, known) -> {
            var changed = new ArrayList<>(known);
            changed.set(call - 1, new Call(request, known.get(call - 1).begun(), now));
            return List.copyOf(changed);
        });
        answered.incrementAndGet();
    }

    private static List<Call> both(List<Call> known, List<Call> more) {
        return Stream.concat(known.stream(), more.stream()).toList();
    }

    int begun() {
        return begun.get();
    }

    int answered() {
        return answered.get();
    }

    /** Of the requests with {@code part} in them. */
    public int calls(String part) {
        return calls.entrySet().stream()
                .filter(ofOne -> ofOne.getKey().contains(part))
                .mapToInt(ofOne -> ofOne.getValue().size())
                .sum();
    }

    public List<Call> callsOf(String request) {
        return calls.getOrDefault(request, List.of());
    }

    /** Of the requests with {@code part} in them: usable answers that were sent, and asked for again all the same. */
    public List<Call> repeated(String part) {
        return calls.values().stream()
                .map(ofOne -> ofOne.stream().filter(Call::complete).toList())
                .filter(complete ->
                        complete.size() > 1 && complete.getFirst().request().contains(part))
                .flatMap(complete -> complete.stream().limit(complete.size() - 1))
                .toList();
    }
}
