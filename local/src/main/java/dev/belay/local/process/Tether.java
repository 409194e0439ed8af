package dev.belay.local.process;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends the processes given to it when this JVM is gone, however it went: a shell waits at the other end of a pipe, and
 * the kernel closes that pipe even after {@code kill -9}.
 */
public final class Tether implements AutoCloseable {
    /** Five seconds for an orderly end, since what the children talk to may be gone as well. */
    private static final String SHELL = """
            trap '' HUP INT TERM
            held=''
            while read -r verb pid signal; do
              rest=''
              for one in $held; do [ "${one%%:*}" = "$pid" ] || rest="$rest $one"; done
              held=$rest
              [ "$verb" = hold ] && held="$held $pid:$signal"
            done
            for one in $held; do kill -"${one##*:}" "${one%%:*}" 2>/dev/null; done
            for tenth in 1 2 3 4 5 6 7 8 9 10; do
              left=''
              for one in $held; do kill -0 "${one%%:*}" 2>/dev/null && left="$left $one"; done
              held=$left
              [ -z "$held" ] && exit 0
              sleep 0.5
            done
            for one in $held; do kill -KILL "${one%%:*}" 2>/dev/null; done
            """;

    private final PrintStream orders;

    private Tether(PrintStream orders) {
        this.orders = orders;
    }

    public static Tether start() {
        try {
            var shell = new ProcessBuilder("sh", "-c", SHELL)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Tether(new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("No shell `sh` to watch over the child processes", e);
        }
    }

    /** @param signal what ends the process in good order: {@code TERM} for a JVM, {@code INT} for PostgreSQL */
    public synchronized void hold(long pid, String signal) {
        orders.println("hold " + pid + " " + signal);
    }

    /** Its number may soon be somebody else's. */
    public synchronized void free(long pid) {
        orders.println("free " + pid + " -");
    }

    /** Ends what is still held. */
    @Override
    public synchronized void close() {
        orders.close();
    }
}
