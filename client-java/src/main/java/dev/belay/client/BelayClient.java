package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is live, in memory: subscribed once, and then there without a call. While the edge is away the last release is served, from
 * memory or, after a start, from disk. Thread-safe.
 */
public final class BelayClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Builder settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Consumer<LivePrompt>> listeners = new CopyOnWriteArrayList<>();
    private final Subscription subscription;
    private final @Nullable Receipts receipts;

    private BelayClient(Builder settings) {
        this.settings = settings;
        this.subscription = new Subscription(
                http, this::streamRequest, new DiskCache(settings.cache), settings.patience, this::changed);
        this.receipts = settings.subscriber == null
                ? null
                : new Receipts(http, settings.subscriber, this::request, subscription::prompts);
        subscription.start();
    }

    /** @param address of the platform, as every client knows it */
    public static Builder at(URI address) {
        return new Builder(address);
    }

    public static final class Builder {

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

        /** The key's own where it is not said. */
        public Builder environment(String name) {
            environment = name;
            return this;
        }

        /** {@code team/name}, {@code team/*}, or all that the key opens. */
        public Builder prompts(String pattern) {
            prompts = pattern;
            return this;
        }

        /** A directory of this application alone, in which the last releases are kept for a start without the edge. */
        public Builder cache(Path directory) {
            cache = directory;
            return this;
        }

        /** A name of this process: it then says what it serves, so that people see who is behind. */
        public Builder subscriber(String name) {
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

        /** Every change is told as it happens. */
        record Current() implements State {}

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

    /** On the client's own thread, after what {@link #prompt} answers has changed. */
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
        ObjectNode values = JSON.valueToTree(variables);
        if (prompt.template().equals("mustache")) {
            var rendered = new ArrayList<Message>();
            for (var message : prompt.document().path("messages")) {
                var body = rendered(message, values);
                if (body == null) {
                    return renderedByTheEdge(prompt, values);
                }
                rendered.add(new Message(message.path("role").asText(), body));
            }
            return List.copyOf(rendered);
        }
        return renderedByTheEdge(prompt, values);
    }

    /** Each text in it is a template of its own; null where one is not simple. */
    private static @Nullable JsonNode rendered(JsonNode value, ObjectNode variables) {
        if (value.isTextual()) {
            var template = Mustache.of(value.textValue());
            return template == null ? null : JSON.getNodeFactory().textNode(template.render(variables));
        }
        if (value.isArray()) {
            var list = JSON.createArrayNode();
            for (var element : value) {
                var each = rendered(element, variables);
                if (each == null) {
                    return null;
                }
                list.add(each);
            }
            return list;
        }
        if (value.isObject()) {
            var object = JSON.createObjectNode();
            for (var member : value.properties()) {
                var each = rendered(member.getValue(), variables);
                if (each == null) {
                    return null;
                }
                object.set(member.getKey(), each);
            }
            return object;
        }
        return value;
    }

    private List<Message> renderedByTheEdge(LivePrompt prompt, ObjectNode variables) {
        var body = JSON.createObjectNode().set("variables", variables);
        try {
            var response = http.send(
                    request("/v1/live/" + prompt.name() + "/render?environment=" + encoded(prompt.environment()))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
            var answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new EdgeAway("the edge answers " + response.statusCode() + ": "
                        + answer.path("detail").asText());
            }
            if (!answer.path("version").path("digest").asText().equals(prompt.digest())) {
                throw new EdgeAway(
                        "the edge has " + answer.path("version") + " by now, not version " + prompt.version());
            }
            var messages = new ArrayList<Message>();
            answer.path("messages")
                    .forEach(message ->
                            messages.add(new Message(message.path("role").asText(), message)));
            return messages;
        } catch (IOException e) {
            throw new EdgeAway(
                    "this template has to be rendered by the edge (" + prompt.template() + "), which does not answer: "
                            + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgeAway("interrupted while the edge renders", e);
        }
    }

    private void changed(LivePrompt prompt) {
        listeners.forEach(listener -> listener.accept(prompt));
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
                .timeout(ANSWER_WITHIN)
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
    }
}
