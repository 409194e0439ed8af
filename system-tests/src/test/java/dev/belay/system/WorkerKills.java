package dev.belay.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.system.model.Call;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Kills workers at random moments of a run, from one seed: each time when so many of its answers were sent and a short
 * while has passed. Whether a worker works then, or has only just been started again, is left to chance too.
 */
final class WorkerKills implements AutoCloseable {

    /** An answer is handed to the client, read, judged, and committed with its group: all of that may be lost. */
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(3);

    private static final int LONGEST_WHILE_MILLIS = 300;
    private static final int LOOK_MILLIS = 5;

    private final StubbedPlatform platform;
    private final Random random;
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private final Thread killer;
    private volatile boolean over;

    /** @param begun epoch milliseconds, as is {@code ended}, when the process was gone */
    record Kill(String worker, long begun, long ended) {

        /** Whether the call, if this worker made it, may have been answered and not recorded. */
        boolean explains(Call call) {
            return call.begun() <= ended && call.answered() >= begun - RECORDED_WITHIN.toMillis();
        }
    }

    private WorkerKills(StubbedPlatform platform, int number, int answers, long seed) {
        this.platform = platform;
        this.random = new Random(seed);
        int from = platform.model().answers();
        var moments = random.ints(number, from, from + answers).sorted().toArray();
        this.killer = Thread.ofVirtual().unstarted(() -> killAt(moments));
    }

    /** @param answers how many the run is going to get */
    static WorkerKills begin(StubbedPlatform platform, int number, int answers, long seed) {
        var kills = new WorkerKills(platform, number, answers, seed);
        kills.killer.start();
        return kills;
    }

    List<Kill> kills() {
        return List.copyOf(kills);
    }

    private void killAt(int[] moments) {
        try {
            for (int moment : moments) {
                while (platform.model().answers() < moment) {
                    Thread.sleep(LOOK_MILLIS);
                }
                Thread.sleep(random.nextInt(LONGEST_WHILE_MILLIS));
                if (over) {
                    return;
                }
                killOne();
            }
        } catch (InterruptedException e) {
            // The run has ended before its last moment came.
            Thread.currentThread().interrupt();
        }
    }

    private void killOne() {
        var workers = platform.belay().processes("eval-worker").stream()
                .filter(process -> process.path("pid").asLong() > 0)
                .toList();
        if (!workers.isEmpty()) {
            kill(workers.get(random.nextInt(workers.size())));
        }
    }

    private void kill(JsonNode worker) {
        long begun = System.currentTimeMillis();
        ProcessHandle.of(worker.path("pid").asLong()).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
            kills.add(new Kill(worker.path("name").asText(), begun, System.currentTimeMillis()));
        });
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        killer.interrupt();
        killer.join();
    }
}
