package dev.belay.local;

import dev.belay.local.postgres.Postmaster;
import dev.belay.local.process.Ending;
import dev.belay.local.process.Jvm;
import dev.belay.local.process.Orphans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts, stops and shows the platform of one state directory from another process. Needs the JDK and Jackson only:
 * broker, database and router run from libraries that are not on the caller's class path.
 */
public final class LocalPlatform {
    private static final Duration START_WITHIN = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 50;
    private static final int TAIL_LINES = 20;
    /** MiB, for the broker and the router. */
    private static final int HEAP = 256;

    private final PlatformOptions options;
    private final Map<String, String> environment;
    private final Journal journal;
    private final Layout layout;

    public LocalPlatform(PlatformOptions options) {
        this(options, Map.of());
    }

    /** @param environment given to all processes besides this one's own: {@code OPENAI_BASE_URL} and the like */
    public LocalPlatform(PlatformOptions options, Map<String, String> environment) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.journal = new Journal(options.home());
        this.layout = Layout.of(options);
    }

    /** @param already true when the platform was up before, with the ports it was started with */
    public record Up(boolean already, URI url, PlatformFile file) {}

    /**
     * Returns when every process is ready. A platform that somebody else is just starting is waited for.
     *
     * @throws PlatformFailure with the reason, and the last lines of the log that tells more; nothing is left running
     */
    public Up up(Consumer<Step> listener) {
        boolean already = locked();
        if (already
                && status().filter(status -> !status.state().equals("starting")).isPresent()) {
            var file = runningFile();
            return new Up(true, file.url(), file);
        }
        if (!already) {
            clean();
            journal.clear();
        }
        follow(already ? this::locked : spawn()::isAlive, listener);
        var file = runningFile();
        return new Up(false, file.url(), file);
    }

    /** Stops everything, also what a killed supervisor left behind; false when nothing ran. */
    public boolean down() {
        boolean ran = locked();
        PlatformFile.read(options.home())
                .filter(file -> ran)
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(ProcessHandle::isAlive)
                .ifPresent(supervisor -> Ending.end(supervisor, STOP_WITHIN));
        return clean() || ran;
    }

    /** Empty when the platform does not run or does not answer. */
    public Optional<Status> status() {
        return PlatformFile.read(options.home()).filter(file -> locked()).flatMap(LocalPlatform::ask);
    }

    /** Stops the platform and deletes its data and logs: the next start is a first start. */
    public void fresh() {
        down();
        delete(layout.data());
        delete(options.logs());
    }

    private static Optional<Status> ask(PlatformFile file) {
        try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            var request = HttpRequest.newBuilder(file.url().resolve("/platform"))
                    .timeout(ANSWER_WITHIN)
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(Status.parse(response.body())) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private PlatformFile runningFile() {
        return PlatformFile.read(options.home())
                .orElseThrow(
                        () -> new PlatformFailure("The platform has stopped; its log is " + options.log("platform")));
    }

    /** Whether a supervisor holds the state directory. Its lock, unlike its file, cannot outlive it. */
    private boolean locked() {
        Path file = options.home().resolve("platform.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look at " + file, e);
        }
    }

    /** Ends what no supervisor watches over any more; whether there was anything. */
    private boolean clean() {
        boolean services = Orphans.end(options.home()) > 0;
        var postmaster = Postmaster.of(layout.cluster());
        postmaster.ifPresent(Postmaster::end);
        PlatformFile.remove(options.home());
        return services || postmaster.isPresent();
    }

    private Process spawn() {
        var distribution = new Distribution(options.root());
        var command = new ArrayList<>(List.of(
                // Ctrl-C in the terminal of `up`, or closing it, must not reach the platform.
                "sh",
                "-c",
                "trap '' INT HUP; log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null",
                "sh",
                options.log("platform").toString()));
        command.addAll(Jvm.command(options.home(), HEAP));
        command.addAll(Jvm.remembering(distribution.archive()));
        command.addAll(List.of("-cp", distribution.classPath(), "dev.belay.local.Platform"));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().putAll(options.environment());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            Files.createDirectories(options.logs());
            return builder.start();
        } catch (IOException e) {
            throw new PlatformFailure("Could not start the platform: " + e.getMessage(), e);
        }
    }

    private void follow(BooleanSupplier runs, Consumer<Step> listener) {
        int seen = 0;
        long until = System.nanoTime() + START_WITHIN.toNanos();
        Optional<Step> failure = Optional.empty();
        while (true) {
            boolean alive = runs.getAsBoolean();
            for (Step step : journal.read(seen)) {
                seen++;
                listener.accept(step);
                if (step.name().equals("platform") && step.state() == Step.State.READY) {
                    return;
                }
                failure = failure.isEmpty() && step.state() == Step.State.FAILED ? Optional.of(step) : failure;
            }
            if (!alive) {
                clean();
                throw failed(failure);
            }
            if (System.nanoTime() > until) {
                down();
                throw new PlatformFailure("The platform was not ready within " + START_WITHIN.toMinutes()
                        + " minutes; its log is " + options.log("platform"));
            }
            pause();
        }
    }

    private PlatformFailure failed(Optional<Step> failure) {
        if (failure.isEmpty()) {
            return new PlatformFailure("The platform ended without saying why.\n" + tail(options.log("platform")));
        }
        Step step = failure.get();
        Path log = step.log();
        boolean itself = step.name().equals("platform") || log == null;
        return new PlatformFailure(itself ? step.detail() : step.detail() + "\n" + tail(log));
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return "Last lines of " + log + ":\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "Its log is " + log;
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + directory, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted while the platform was starting; `belay down` stops it", e);
        }
    }
}
