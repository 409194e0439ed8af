package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import java.time.Duration;
import java.util.function.Supplier;

/** How long something has been away. */
final class Outage {

    private final Duration bearable;
    private long since = -1;

    Outage(Duration bearable) {
        this.bearable = bearable;
    }

    boolean underWay() {
        return since >= 0;
    }

    void over() {
        since = -1;
    }

    void giveUpIfTooLong(Supplier<CliFailure> failure) {
        if (since < 0) {
            since = System.nanoTime();
        } else if (System.nanoTime() - since > bearable.toNanos()) {
            throw failure.get();
        }
    }
}
