package dev.belay.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The steps of one start, as the supervisor writes them and whoever called {@code up} reads them: one JSON a line. */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Journal(Path home) {
        this.file = home.resolve("progress.jsonl");
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + file, e);
        }
    }

    synchronized void add(Step step) {
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(Entry.of(step)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write to " + file, e);
        }
        // Standard output is the supervisor's log.
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + step.name() + " "
                + step.state().name().toLowerCase(Locale.ROOT) + (step.port() > 0 ? " on port " + step.port() : "")
                + (step.detail().isEmpty() ? "" : ": " + step.detail()));
    }

    /** The whole lines from the {@code from}th on; none as long as nothing was written. */
    List<Step> read(int from) {
        try {
            String text = Files.readString(file);
            int whole = text.lastIndexOf('\n');
            return whole < 0
                    ? List.of()
                    : text.substring(0, whole)
                            .lines()
                            .skip(from)
                            .map(Journal::parse)
                            .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static Step parse(String line) {
        try {
            return JSON.readValue(line, Entry.class).step();
        } catch (IOException e) {
            throw new UncheckedIOException("Not a step: " + line, e);
        }
    }

    private record Entry(String name, Step.State state, int port, String log, String detail) {
        static Entry of(Step step) {
            return new Entry(
                    step.name(),
                    step.state(),
                    step.port(),
                    step.log() == null ? "" : step.log().toString(),
                    step.detail());
        }

        Step step() {
            return new Step(name, state, port, log.isEmpty() ? null : Path.of(log), detail);
        }
    }
}
