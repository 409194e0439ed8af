package dev.belay.local.postgres;

import dev.belay.local.process.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The running server of a data directory, found by the pid file in it: the way to one whose parent was killed. */
public record Postmaster(ProcessHandle process) {
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(15);

    /**
     * Empty when no server runs on {@code data}. A pid file that names a stranger, who was given the same number since,
     * or a dead process that nobody has asked about, is removed: PostgreSQL would refuse to start because of it. One that names nobody stays, because PostgreSQL finds
     * by it whether sessions of the former server are still writing.
     */
    public static Optional<Postmaster> of(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            var named = ProcessHandle.of(Long.parseLong(lines.getFirst().trim()));
            var found = named.filter(process -> serves(process, data));
            if (named.isPresent() && found.isEmpty()) {
                Files.deleteIfExists(file);
            }
            return found.map(Postmaster::new);
        } catch (NoSuchFileException | NumberFormatException noServer) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static boolean serves(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the server and its sessions at once, without waiting for clients; committed data are safe. */
    public void end() {
        if (Ending.isAlive(process) && !Ending.signal(process, "INT", FAST_SHUTDOWN)) {
            Ending.signal(process, "KILL", FAST_SHUTDOWN);
        }
    }
}
