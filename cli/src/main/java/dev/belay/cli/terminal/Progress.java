package dev.belay.cli.terminal;

import java.math.BigDecimal;

/** Told of how far a run is, and tells people. */
public interface Progress {

    /** @param text what is told behind the tally from now on */
    void details(String text);

    void show(Tally tally);

    /** Leaves the last state standing. */
    void finish(Tally tally);

    /** @param expected how many outputs the run asks for; 0 while that is not known */
    record Tally(int expected, int measured, int passed, int failed, int errors, BigDecimal costUsd) {

        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, BigDecimal.ZERO);

        Tally plus(Tally other) {
            return new Tally(
                    expected + other.expected,
                    measured + other.measured,
                    passed + other.passed,
                    failed + other.failed,
                    errors + other.errors,
                    costUsd.add(other.costUsd));
        }
    }
}
