package dev.belay.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far a run is: redrawn in place where that can be done, else a line at intervals. */
public final class ProgressBar implements Progress {

    private static final int WIDTH = 28;

    /** The first outputs wait for connections and caches, and would promise an hour. */
    private static final int ENOUGH_FOR_A_RATE = 8;

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final LongSupplier nanos;
    private final long startedAt;
    private int measuredAtStart = -1;
    private long printedAt;
    private @Nullable Tally drawn;
    private String details = "";

    /** @param nanos a clock as {@link System#nanoTime} */
    public ProgressBar(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        this.printedAt = startedAt;
    }

    @Override
    public void details(String text) {
        details = text;
    }

    @Override
    public void show(Tally tally) {
        if (measuredAtStart < 0) {
            measuredAtStart = tally.measured();
        }
        if (terminal.interactive()) {
            terminal.redraw(line(tally));
        } else if (due(tally)) {
            terminal.say(line(tally));
            printedAt = nanos.getAsLong();
        }
        drawn = tally;
    }

    @Override
    public void finish(Tally tally) {
        if (terminal.interactive()) {
            terminal.redraw(line(tally));
            terminal.say("");
        } else if (!tally.equals(drawn) || tally.measured() < tally.expected()) {
            terminal.say(line(tally));
        }
    }

    private boolean due(Tally tally) {
        boolean complete = tally.expected() > 0 && tally.measured() == tally.expected();
        return (complete && !tally.equals(drawn)) || nanos.getAsLong() - printedAt >= PLAIN_INTERVAL.toNanos();
    }

    String line(Tally tally) {
        double share = tally.expected() == 0 ? 0 : (double) tally.measured() / tally.expected();
        int filled = (int) Math.floor(share * WIDTH);
        var bar = terminal.green("█".repeat(filled)) + terminal.dim("░".repeat(WIDTH - filled));
        var counts = "%d/%d  %s %s %s"
                .formatted(
                        tally.measured(),
                        tally.expected(),
                        terminal.green("✓ " + tally.passed()),
                        tally.failed() == 0 ? "✗ 0" : terminal.red("✗ " + tally.failed()),
                        tally.errors() == 0 ? "! 0" : terminal.yellow("! " + tally.errors()));
        return "  " + bar + "  " + counts + speed(tally) + cost(tally) + details;
    }

    private String speed(Tally tally) {
        double seconds = (nanos.getAsLong() - startedAt) / 1e9;
        int done = tally.measured() - Math.max(0, measuredAtStart);
        if (done < ENOUGH_FOR_A_RATE || seconds <= 0) {
            return "";
        }
        double rate = done / seconds;
        int left = tally.expected() - tally.measured();
        var eta = left <= 0 ? "" : String.format(Locale.ROOT, "  ETA %.0f s", Math.ceil(left / rate));
        return String.format(Locale.ROOT, "  %.1f/s%s", rate, eta);
    }

    private static String cost(Tally tally) {
        return tally.costUsd().signum() == 0 ? "" : "  $" + Money.text(tally.costUsd());
    }
}
