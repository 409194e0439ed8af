package dev.belay.local.service;

import dev.belay.local.process.Ending;
import dev.belay.local.process.Tether;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One service, kept running: a process that ends without being asked is started again after a pause that grows from
 * one end to the next. Only a process that never became ready at the first start is given up.
 */
public final class ServiceProcess {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Running this long counts as healthy, and the next pause is the first again. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final int POLL_MILLIS = 100;
    private static final int ANSWER_MILLIS = 2_000;

    private final Launch launch;
    private final Tether tether;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private volatile State state = State.STARTING;
    private volatile @Nullable Process process;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile int restarts;
    private volatile boolean stopping;

    public enum State {
        STARTING,
        READY,
        RESTARTING,
        STOPPED
    }

    private ServiceProcess(Launch launch, Tether tether) {
        this.launch = launch;
        this.tether = tether;
    }

    public static ServiceProcess start(Launch launch, Tether tether) {
        var service = new ServiceProcess(launch, tether);
        Thread.ofVirtual().name(launch.name()).start(service::keepRunning);
        return service;
    }

    /** Done when the service first answers that it is ready; failed, with the reason, when it ends before that. */
    public CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    public Launch launch() {
        return launch;
    }

    public State state() {
        return state;
    }

    /** 0 while no process runs. */
    public long pid() {
        Process running = process;
        return running != null && running.isAlive() ? running.pid() : 0;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public int restarts() {
        return restarts;
    }

    /** Asks the process to end and returns when it has. */
    public void stop() {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running != null && running.isAlive()) {
            Ending.end(running.toHandle(), STOP_WITHIN);
        }
        state = State.STOPPED;
    }

    private void keepRunning() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            Process running = spawn();
            if (running == null) {
                return;
            }
            awaitReady(running);
            int exitCode = running.onExit().join().exitValue();
            tether.free(running.pid());
            String end = launch.name() + " ended with exit code " + exitCode;
            firstReady.completeExceptionally(new IllegalStateException(end + " before it was ready"));
            if (stopping || firstReady.isCompletedExceptionally()) {
                state = State.STOPPED;
                return;
            }
            state = State.RESTARTING;
            pause = settled() ? FIRST_PAUSE : pause;
            say(end + "; starting it again in " + pause.toMillis() + " ms");
            sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            restarts++;
        }
    }

    private boolean settled() {
        return startedAt.plus(SETTLED).isBefore(Instant.now());
    }

    private synchronized @Nullable Process spawn() {
        if (stopping) {
            return null;
        }
        var builder = new ProcessBuilder(launch.command())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(launch.log().toFile()))
                .redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().putAll(launch.environment());
        try {
            Process started = builder.start();
            tether.hold(started.pid(), "TERM");
            process = started;
            startedAt = Instant.now();
            return started;
        } catch (IOException e) {
            firstReady.completeExceptionally(e);
            say("could not be started: " + e.getMessage());
            return null;
        }
    }

    private void awaitReady(Process running) {
        Instant until = Instant.now().plus(READY_WITHIN);
        while (running.isAlive() && !stopping) {
            if (answersReady()) {
                state = State.READY;
                firstReady.complete(null);
                return;
            }
            if (Instant.now().isAfter(until)) {
                say(launch.name() + " was not ready within " + READY_WITHIN.toSeconds() + " s; ending it");
                Ending.end(running.toHandle(), STOP_WITHIN);
                return;
            }
            sleep(POLL_MILLIS);
        }
    }

    private boolean answersReady() {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + launch.port() + "/q/health/ready")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private void say(String line) {
        try {
            Files.writeString(
                    launch.log(),
                    Instant.now() + " belay: " + line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write to " + launch.log(), e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
