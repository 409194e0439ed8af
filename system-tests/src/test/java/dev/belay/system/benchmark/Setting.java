package dev.belay.system.benchmark;

import dev.belay.system.model.Latency;
import java.util.Locale;

/** What one row is measured with. */
record Setting(int cases, Latency latency, int workers, int slotsPerWorker) {

    int slots() {
        return workers * slotsPerWorker;
    }

    /** The share of what the calls alone allow, slots ÷ latency. */
    String ofLimit(double casesPerSecond) {
        return latency.equals(Latency.NONE)
                ? "–"
                : String.format(Locale.ROOT, "%.0f %%", 100 * casesPerSecond * latency.meanMillis() / 1000 / slots());
    }
}
