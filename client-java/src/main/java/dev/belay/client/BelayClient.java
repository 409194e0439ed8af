package dev.belay.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is live, in memory: subscribed once, and then there without a call. While the edge is away the last release is served, from
 * memory or, after a start, from disk. Thread-safe.
 */
public final class BelayClient implements AutoCloseable {

    private static final Logger LOG = System.getLogger(BelayClient.class.getName());
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Builder settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Consumer<LivePrompt>> listeners = new CopyOnWriteArrayList<>();
    private final Subscription subscription;
    private final Rendering rendering;
    private final @Nullable Receipts receipts;

    private BelayClient(Builder settings) {
        this.settings = settings;
        this.subscription = new Subscription(
                http,
                this::streamRequest,
                new DiskCache(settings.cache, streamRequest("").uri().toString()),
                settings.patience,
                this::changed);
        this.rendering = new Rendering(http, path -> request(path).timeout(ANSWER_WITHIN));
        this.receipts = settings.subscriber == null
                ? null
                : new Receipts(
                        http, settings.subscriber, path -> request(path).timeout(ANSWER_WITHIN), subscription::prompts);
        subscription.start();
    }

    /** @param address of the platform, as every client knows it */
    public static Builder at(URI address) {
        return new Builder(address);
    }

    public static final class Builder {

        private static final Pattern SUBSCRIBER = Pattern.compile("\\p{Graph}{1,100}");

        private final URI address;
        private String key = "";
        private @Nullable String environment;
        private String prompts = "*";
        private @Nullable Path cache;
        private @Nullable String subscriber;
        private Duration patience = Duration.ofSeconds(45);

        private Builder(URI address) {
            this.address = address;
        }

        /** As {@code belay key create} shows it. */
        public Builder key(String text) {
            key = text;
            return this;
        }

        /** The platform's default where it is not said; a key of another one opens nothing there. */
        public Builder environment(String name) {
            environment = name;
            return this;
        }

        /** {@code team/name}, {@code team/*}, or all that the key opens. */
        public Builder prompts(String pattern) {
            prompts = pattern;
            return this;
        }

        /**
         * A directory of this application alone, in which the last releases are kept for a start without the edge. What was kept
         * for another address, environment or pattern is not used.
         */
        public Builder cache(Path directory) {
            cache = directory;
            return this;
        }

        /**
         * A name of this process: it then says what it serves, so that people see who is behind.
         *
         * @param name up to 100 visible ASCII characters, without blanks
         */
        public Builder subscriber(String name) {
            if (!SUBSCRIBER.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "subscriber: \"%s\" (expected: up to 100 visible ASCII characters, without blanks)"
                                .formatted(name));
            }
            subscriber = name;
            return this;
        }

        /** Silence after which the stream is opened anew; the edge says something every 15 s. */
        Builder patience(Duration silence) {
            patience = silence;
            return this;
        }

        public BelayClient open() {
            return new BelayClient(this);
        }
    }

    /** How fresh what is served is. */
    public sealed interface State {

        /** What keeps it from being current; empty where nothing does. */
        String why();

        /** Every change is told as it happens. */
        record Current() implements State {
            @Override
            public String why() {
                return "";
            }
        }

        /** The stream is away: what is served may have been replaced since. */
        record Stale(Instant since, String why) implements State {}

        /** Nothing was ever told, and nothing is on disk. */
        record Empty(String why) implements State {}
    }

    public State state() {
        return subscription.state();
    }

    /** Whether everything that is live was told within that time. */
    public boolean awaitCurrent(Duration patience) throws InterruptedException {
        return subscription.awaitCurrent(patience);
    }

    /** From memory; empty where nothing is live, or nothing was ever told. */
    public Optional<LivePrompt> prompt(String name) {
        return Optional.ofNullable(subscription.prompts().get(name));
    }

    public Collection<LivePrompt> prompts() {
        return List.copyOf(subscription.prompts().values());
    }

    /**
     * On the client's own thread, after what {@link #prompt} answers has changed to another release; of a prompt that was retired
     * nothing is said. What a listener throws is logged, and holds up nobody else.
     */
    public void onChange(Consumer<LivePrompt> listener) {
        listeners.add(listener);
    }

    /** As {@link #render(LivePrompt, Map)}, of what is live. */
    public List<Message> render(String name, Map<String, ?> variables) {
        return render(
                prompt(name)
                        .orElseThrow(() -> new IllegalStateException(
                                name + " is not live, or was never told (state: " + state() + ")")),
                variables);
    }

    /**
     * The messages with the variables filled in: here, where the template is plain Mustache, which nearly all are, and else by the
     * edge, exactly as they were evaluated.
     *
     * @param variables values that JSON has: texts, numbers, booleans, lists, maps
     * @throws EdgeAway where the edge would have to be asked and does not answer, or has another version by now
     */
    public List<Message> render(LivePrompt prompt, Map<String, ?> variables) {
        return rendering.render(prompt, variables);
    }

    private void changed(LivePrompt prompt) {
        for (var listener : listeners) {
            try {
                listener.accept(prompt);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener fails at " + prompt.name() + " " + prompt.number(), e);
            }
        }
        if (receipts != null) {
            receipts.due();
        }
    }

    private HttpRequest streamRequest(String position) {
        var request = request("/v1/live/stream?prompts=" + encoded(settings.prompts)
                        + (settings.environment == null ? "" : "&environment=" + encoded(settings.environment)))
                .header("Accept", "text/event-stream");
        return (position.isEmpty() ? request : request.header("Last-Event-ID", position)).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.address.resolve(path))
                .header("User-Agent", "belay-client-java")
                .header("Authorization", "Bearer " + settings.key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        subscription.close();
        if (receipts != null) {
            receipts.close();
        }
        http.shutdownNow();
    }
}
