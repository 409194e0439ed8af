package dev.belay.cli.terminal;

import dev.belay.cli.terminal.Progress.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How far several runs are that are followed at the same time: one line for all of them together, and what is told of
 * one at its end in one piece. Any thread may tell.
 */
public final class JointProgress {

    private final Terminal terminal;
    private final ProgressBar bar;
    private final List<Tally> tallies;
    private int ended;

    /** @param nanos a clock as {@link System#nanoTime} */
    public JointProgress(Terminal terminal, int runs, LongSupplier nanos) {
        this.terminal = terminal;
        this.bar = new ProgressBar(terminal, nanos);
        this.tallies = new ArrayList<>(Collections.nCopies(runs, Tally.NONE));
    }

    /** @param run counted from 0 */
    public Progress of(int run) {
        return new Share(run);
    }

    /** @param telling prints what became of one run; nothing else is printed in between */
    public synchronized void ended(Runnable telling) {
        ended++;
        erase();
        telling.run();
        redraw();
    }

    private synchronized void take(int run, Tally tally) {
        tallies.set(run, tally);
        redraw();
    }

    /** The sum stands for all runs only once each has said what it expects. */
    private void redraw() {
        var known = tallies.stream().filter(tally -> tally.expected() > 0).count();
        if (ended == tallies.size() || known < tallies.size() && !terminal.interactive()) {
            return;
        }
        bar.details("  " + ended + " of " + tallies.size() + " ended");
        bar.show(tallies.stream().reduce(Tally.NONE, Tally::plus));
    }

    private void erase() {
        if (terminal.interactive()) {
            terminal.redraw("");
        }
    }

    private final class Share implements Progress {

        private final int run;

        Share(int run) {
            this.run = run;
        }

        /** Latencies and tokens of one run say nothing about all of them. */
        @Override
        public void details(String text) {}

        @Override
        public void show(Tally tally) {
            take(run, tally);
        }

        @Override
        public void finish(Tally tally) {
            take(run, tally);
        }
    }
}
