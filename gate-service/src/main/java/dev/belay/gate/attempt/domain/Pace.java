package dev.belay.gate.attempt.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast a run goes, over the last looks at it. Not safe for use by several threads. */
public final class Pace {

    /** Longer ago is no sign of what comes. */
    private static final Duration WINDOW = Duration.ofSeconds(20);

    /** Shorter, and one output more or less would change the rate by much. */
    private static final Duration ENOUGH = Duration.ofSeconds(1);

    private record Look(Instant at, int measured) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    public void look(Instant at, int measured) {
        looks.addLast(new Look(at, measured));
        while (looks.size() > 2 && looks.getFirst().at().isBefore(at.minus(WINDOW))) {
            looks.removeFirst();
        }
    }

    /** Outputs a second; absent while too little is known, and when nothing came lately. */
    public OptionalDouble perSecond() {
        if (looks.isEmpty()) {
            return OptionalDouble.empty();
        }
        var time = Duration.between(looks.getFirst().at(), looks.getLast().at());
        int outputs = looks.getLast().measured() - looks.getFirst().measured();
        return time.compareTo(ENOUGH) < 0 || outputs <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(outputs / (time.toNanos() / 1e9));
    }
}
