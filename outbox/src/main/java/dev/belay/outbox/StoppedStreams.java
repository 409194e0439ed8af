package dev.belay.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams of which a row could not be sent, each until it is time to try again. */
final class StoppedStreams {

    private final BackOff backOff;
    private final Map<String, Stop> stops = new HashMap<>();

    StoppedStreams(BackOff backOff) {
        this.backOff = backOff;
    }

    /** Those that must not be read now. */
    Set<String> at(Instant now) {
        return stops.entrySet().stream()
                .filter(stop -> stop.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @return how long it is stopped for */
    Duration stop(String stream, Instant now) {
        var failures = stops.containsKey(stream) ? stops.get(stream).failures() + 1 : 1;
        var pause = backOff.after(failures);
        stops.put(stream, new Stop(failures, now.plus(pause)));
        return pause;
    }

    void resume(Collection<String> streams) {
        stops.keySet().removeAll(streams);
    }

    private record Stop(int failures, Instant until) {}
}
