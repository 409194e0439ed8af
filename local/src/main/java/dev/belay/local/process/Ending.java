package dev.belay.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Ending processes that need not be children of this one. */
public final class Ending {
    private static final int POLL_MILLIS = 20;
    /** Of {@code /proc/PID/stat}, counted from behind the name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;

    private Ending() {}

    /** Asks, waits for {@code patience}, then insists. */
    public static void end(ProcessHandle process, Duration patience) {
        if (!signal(process, "TERM", patience)) {
            signal(process, "KILL", patience);
        }
    }

    /** Sends one signal; true when the process has ended within {@code patience}. */
    public static boolean signal(ProcessHandle process, String signal, Duration patience) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return ends(process, patience);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not send signal " + signal + " to process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !isAlive(process);
        }
    }

    /** Waits; true when the process has ended. */
    public static boolean ends(ProcessHandle process, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** Not so for a process that has ended and that nobody has asked about, which containers without an init keep for ever. */
    public static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name, in brackets, may itself hold spaces and brackets.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            // While other threads are still ending, so are the process's files and locks.
            return !fields[STATE].equals("Z") || Integer.parseInt(fields[THREADS]) > 1;
        } catch (IOException noSuchFileSystem) {
            return process.isAlive();
        }
    }
}
