package dev.belay.evaluation.provider;

import static dev.belay.evaluation.provider.Responses.badReply;
import static dev.belay.evaluation.provider.Responses.count;
import static dev.belay.evaluation.provider.Responses.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The team's own endpoint as the system under test, {@code provider: http}: an agent or a chain is evaluated whole. The
 * model's name is its address; a fragment of it is the JSON pointer (RFC 6901) of the output in its reply:
 * {@code https://agent.care.example/answer#/reply/text}.
 *
 * <p>It is sent {@code {"messages": [{role, content}], "vars": {…}, "prompt": {"digest"}, "model": {parameters}, "sample"}},
 * with the request's own digest as {@code Idempotency-Key}. It answers with the output as a text, or with JSON: a string, or
 * an object whose {@code output} is the output where no pointer says otherwise. Such an object may also say
 * {@code finishReason}, {@code refused}, {@code promptTokens}, {@code completionTokens} and {@code costUsd}.
 */
public final class AgentProvider implements Provider {

    private static final String OUTPUT = "/output";

    /**
     * Where workers may send requests.
     *
     * @param allowed beginnings of addresses, up to a path's end; whoever publishes a prompt writes its address, so that
     *     without this every service that a worker reaches would be one that an engineer can post to
     * @param apiKey sent as a bearer token
     */
    public record Settings(List<String> allowed, @Nullable String apiKey, Duration timeout, int attempts) {

        /** Any address: for whoever runs it on their own machine, with their own files. */
        public static final String ANY = "*";

        public Settings {
            allowed = List.copyOf(allowed);
        }

        boolean allows(String address) {
            return allowed.stream().anyMatch(start -> start.equals(ANY) || begins(address, start));
        }

        /** {@code https://agent.example} must not let {@code https://agent.example.evil} through. */
        private static boolean begins(String address, String start) {
            return address.startsWith(start)
                    && (address.length() == start.length()
                            || start.endsWith("/")
                            || "/?".indexOf(address.charAt(start.length())) >= 0);
        }

        /** Without the key, so that logging the settings cannot give it away. */
        @Override
        public String toString() {
            return "Settings[allowed=" + allowed + ", apiKey=" + (apiKey == null ? "none" : "***") + ", timeout="
                    + timeout + ", attempts=" + attempts + "]";
        }
    }

    private final Settings settings;
    private final Pacer pacer;
    private final Map<String, HttpCalls> callsByAddress = new ConcurrentHashMap<>();

    public AgentProvider(Settings settings, Pacer pacer) {
        this.settings = settings;
        this.pacer = pacer;
    }

    /** The address is the model's name, and with that a part of the request already. */
    @Override
    public String endpoint() {
        return Providers.HTTP;
    }

    @Override
    public Turn turn(CompletionRequest request) throws InterruptedException {
        return problem(request).isPresent() ? Turn.free() : calls(request).turn();
    }

    @Override
    public Answer complete(CompletionRequest request) {
        return answer(request, null);
    }

    @Override
    public Answer complete(CompletionRequest request, Turn turn) {
        return answer(request, turn);
    }

    private Answer answer(CompletionRequest request, @Nullable Turn turn) {
        var problem = problem(request);
        if (problem.isPresent()) {
            return problem.get();
        }
        var address = address(request);
        var headers = new HashMap<String, String>();
        headers.put("Idempotency-Key", request.digest().value());
        if (settings.apiKey() != null) {
            headers.put("Authorization", "Bearer " + settings.apiKey());
        }
        var call = new HttpCall(
                URI.create(address),
                address.replaceFirst("\\?.*", ""),
                headers,
                body(request),
                (body, latencyMs) -> read(pointer(request), body, latencyMs),
                status -> status == 401 || status == 403 ? "; check BELAY_HTTP_API_KEY" : "");
        return calls(request).make(call, turn);
    }

    private HttpCalls calls(CompletionRequest request) {
        return callsByAddress.computeIfAbsent(
                address(request),
                address -> new HttpCalls(
                        new Server(Providers.HTTP, address, settings.apiKey(), settings.timeout(), settings.attempts()),
                        pacer));
    }

    private Optional<Fault> problem(CompletionRequest request) {
        var name = request.model().name();
        var mistake = mistakeIn(name);
        if (mistake.isPresent()) {
            return Optional.of(new Fault(Kind.BAD_REQUEST, mistake.get(), false));
        }
        var address = address(request);
        return settings.allows(address)
                ? Optional.empty()
                : Optional.of(new Fault(
                        Kind.NOT_ALLOWED,
                        address.replaceFirst("\\?.*", "")
                                + " is no address that may be called from here; whoever runs the workers allows it with"
                                + " BELAY_HTTP_ALLOWED=https://host/path,…",
                        false));
    }

    /** What is wrong with an address, for whoever wrote it. */
    public static Optional<String> mistakeIn(String name) {
        try {
            var uri = URI.create(name);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
                return Optional.of("address: \"" + name
                        + "\" (expected: http:// or https:// with a host, and without a user name)");
            }
            JsonPointer.compile(uri.getFragment());
            return Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.of("address: \"" + name
                    + "\" (expected: https://host/path, and after a # the JSON pointer of the output, like #/output)");
        }
    }

    private static String address(CompletionRequest request) {
        return request.model().name().replaceFirst("#.*", "");
    }

    private static String pointer(CompletionRequest request) {
        var fragment = URI.create(request.model().name()).getFragment();
        return fragment == null || fragment.isEmpty() ? OUTPUT : fragment;
    }

    private static String body(CompletionRequest request) {
        var body = JsonNodeFactory.instance.objectNode();
        var mapper = EventJson.mapper();
        body.set("messages", ChatMessage.json(request.messages()));
        var candidate = request.candidate();
        if (candidate != null) {
            body.set("vars", mapper.valueToTree(candidate.vars()));
            body.putObject("prompt").put("digest", candidate.digest().value());
        }
        body.set("model", mapper.valueToTree(request.model()));
        if (request.tools() != null) {
            body.set("tools", request.tools());
        }
        if (request.responseFormat() != null) {
            body.set("responseFormat", request.responseFormat());
        }
        return body.put("sample", request.sample()).toString();
    }

    private static Answer read(String pointer, String body, long latencyMs) {
        var root = json(body).orElseGet(() -> TextNode.valueOf(body));
        var output = root.isContainerNode() ? root.at(pointer) : root;
        if (output.isMissingNode() || output.isNull()) {
            return badReply("the reply has nothing at " + pointer
                    + "; say in the address where the output is, like https://host/path#/reply/text");
        }
        var finish = root.path("finishReason").asText("");
        if (finish.equals("content_filter")) {
            return Responses.filtered("a content filter of the system under test stopped the reply");
        }
        return new Reply(
                output.isTextual() ? output.textValue() : JsonText.print(output),
                finish.isEmpty() ? "stop" : finish,
                root.path("refused").booleanValue(),
                latencyMs,
                count(root, "promptTokens"),
                count(root, "completionTokens"),
                cost(root.path("costUsd")),
                false);
    }

    private static @Nullable BigDecimal cost(JsonNode said) {
        return said.isNumber() && said.decimalValue().signum() >= 0 ? said.decimalValue() : null;
    }
}
