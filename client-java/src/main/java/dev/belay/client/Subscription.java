package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.client.BelayClient.State;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the stream for as long as the client is open, and keeps what it says: in memory, and on disk. */
final class Subscription {

    private static final Logger LOG = System.getLogger(Subscription.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHORTEST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 30_000;
    private static final int MOST_DOUBLINGS = 6;
    private static final long ANSWER_WITHIN_SECONDS = 10;

    private final HttpClient http;
    private final Function<String, HttpRequest> request;
    private final DiskCache cache;
    private final Duration patience;
    private final Consumer<LivePrompt> changed;
    private final Map<String, LivePrompt> prompts = new ConcurrentHashMap<>();

    /** As it was told, for the disk; and numbers, which never fall, also of what was retired. */
    private final Map<String, JsonNode> told = new HashMap<>();

    private final Map<String, Long> numbers = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread reader = Thread.ofVirtual().name("belay stream").unstarted(this::read);
    private final Thread watch = Thread.ofVirtual().name("belay watch").unstarted(this::watch);
    private volatile State state = new State.Empty("the edge was not asked yet");
    private volatile @Nullable Stream<String> lines;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean closed;
    private String position = "";

    Subscription(
            HttpClient http,
            Function<String, HttpRequest> request,
            DiskCache cache,
            Duration patience,
            Consumer<LivePrompt> changed) {
        this.http = http;
        this.request = request;
        this.cache = cache;
        this.patience = patience;
        this.changed = changed;
    }

    void start() {
        cache.read().ifPresent(kept -> {
            kept.told().values().forEach(this::keep);
            position = kept.position();
            state = new State.Stale(Instant.now(), "from disk; the edge was not asked yet");
        });
        reader.start();
        watch.start();
    }

    Map<String, LivePrompt> prompts() {
        return prompts;
    }

    State state() {
        return state;
    }

    boolean awaitCurrent(Duration time) throws InterruptedException {
        return caughtUp.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        endStream();
        reader.interrupt();
        watch.interrupt();
    }

    private void read() {
        int failures = 0;
        while (!closed) {
            try {
                var response = answered(request.apply(position));
                if (response.statusCode() == 200) {
                    failures = 0;
                    follow(response.body());
                    lost("the stream ended");
                } else {
                    response.body().close();
                    refused(response.statusCode());
                }
            } catch (IOException | RuntimeException e) {
                // Not its message alone: a refused connection has none.
                lost(e.toString());
            } catch (InterruptedException e) {
                return;
            }
            if (!closed && !paused(failures++)) {
                return;
            }
        }
    }

    /** A request's own timeout may count its body too, and this one's has no end. */
    private HttpResponse<Stream<String>> answered(HttpRequest asked) throws IOException, InterruptedException {
        var answer = http.sendAsync(asked, BodyHandlers.ofLines());
        try {
            return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + ANSWER_WITHIN_SECONDS + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** A position that is not understood is given up: everything is asked for again. */
    private void refused(int status) {
        if (status == 400 && !position.isEmpty()) {
            position = "";
        }
        lost("the edge answers " + status
                + (status == 401 || status == 403 ? " (is the key good for these prompts?)" : ""));
    }

    private void lost(String why) {
        var before = state;
        var since = before instanceof State.Stale stale ? stale.since() : Instant.now();
        state = prompts.isEmpty() ? new State.Empty(why) : new State.Stale(since, why);
        if (!closed && !why.equals(before.why())) {
            LOG.log(Level.WARNING, "the edge is away, {0} prompts are served as they were: {1}", prompts.size(), why);
        }
    }

    private static boolean paused(int failures) {
        long most = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(failures, MOST_DOUBLINGS));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most) + 1);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void follow(Stream<String> stream) throws IOException {
        lines = stream;
        heardAt = System.nanoTime();
        var event = "";
        var id = "";
        var data = new StringBuilder();
        try (stream) {
            for (Iterator<String> each = stream.iterator(); each.hasNext(); ) {
                var line = each.next();
                heardAt = System.nanoTime();
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring("id:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line, "data:".length(), line.length());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    take(event, id, JSON.readTree(data.toString()));
                    data.setLength(0);
                    id = "";
                }
            }
        } finally {
            lines = null;
        }
    }

    /** The position counts once everything before it is kept. */
    private void take(String event, String id, JsonNode data) {
        var news = event.equals("release") || event.equals("retired") ? keep(data) : null;
        if (!id.isEmpty()) {
            position = id;
            cache.write(new DiskCache.Kept(position, Map.copyOf(told)));
        }
        if (event.equals("caught-up")) {
            state = new State.Current();
            caughtUp.countDown();
        }
        if (news != null) {
            changed.accept(news);
        }
    }

    /** Null where it changes nothing that is served. */
    private @Nullable LivePrompt keep(JsonNode data) {
        var name = data.path("prompt").asText();
        long number = data.path("number").asLong();
        if (name.isEmpty() || number <= numbers.getOrDefault(name, 0L)) {
            return null;
        }
        numbers.put(name, number);
        told.put(name, data);
        var live = LivePrompt.of(data);
        if (live == null) {
            prompts.remove(name);
        } else {
            prompts.put(name, live);
        }
        return live;
    }

    /** A connection that nobody closed and nothing comes through any more is closed here. */
    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(patience.dividedBy(4));
            } catch (InterruptedException e) {
                return;
            }
            if (System.nanoTime() - heardAt > patience.toNanos()) {
                endStream();
            }
        }
    }

    private void endStream() {
        var open = lines;
        if (open != null) {
            open.close();
        }
    }
}
