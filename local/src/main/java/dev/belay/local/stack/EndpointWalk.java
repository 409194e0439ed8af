package dev.belay.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks every endpoint of a service in every role, and as nobody, and tells what differs from what a test expects. Which
 * endpoints there are is the service's own OpenAPI to say, so a new one that no test expects is a difference too.
 */
public final class EndpointWalk {

    /** Somebody with every role, in another team. */
    public static final String STRANGER = "stranger";

    public static final Set<String> READERS = Set.of("viewer", "engineer", "pm", "ops", "auditor", "service");

    /** Whoever brings a token: for lists, which show each what is theirs. */
    public static final Set<String> ANYBODY =
            Set.of("viewer", "engineer", "pm", "ops", "auditor", "service", "app", STRANGER);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BUSY = 503;
    private static final int TRIES = 60;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final URI service;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<Expected> expected = new ArrayList<>();
    private final Map<String, String> open = new LinkedHashMap<>();

    private record Expected(
            String endpoint, String path, @Nullable String body, int success, Set<String> allowed) {}

    /** @param team in which the roles are */
    public EndpointWalk(URI service, String team) {
        this.service = service;
        // Those who may least go first, so that what they are refused is still there to be refused.
        tokens.put(
                STRANGER,
                token(
                        STRANGER,
                        "belay:elsewhere:engineer",
                        "belay:elsewhere:pm",
                        "belay:elsewhere:ops",
                        "belay:elsewhere:app"));
        for (var role : List.of("app", "viewer", "auditor", "service", "engineer", "ops", "pm")) {
            var where = role.equals("service") ? "*" : role.equals("auditor") ? "elsewhere" : team;
            tokens.put(role, token(role, "belay:" + where + ":" + role));
        }
    }

    /** Each is a person of their own, {@code ROLE@care.example}. */
    private static String token(String who, String... roles) {
        return TestStack.shared().token(who + "@care.example", roles);
    }

    /**
     * @param endpoint method and path as in OpenAPI: {@code GET /v1/runs/{run}}
     * @param path to ask, of something that is there
     * @param success what at least one of those who are allowed is answered
     * @param allowed roles; each other one must be answered 403
     */
    public EndpointWalk expect(String endpoint, String path, @Nullable String body, int success, Set<String> allowed) {
        expected.add(new Expected(endpoint, path, body, success, allowed));
        return this;
    }

    public EndpointWalk expect(String endpoint, String path, int success, Set<String> allowed) {
        return expect(endpoint, path, null, success, allowed);
    }

    /** What nobody has to bring a token for. */
    public EndpointWalk expectOpen(String endpoint, String path) {
        open.put(endpoint, path);
        return this;
    }

    /** Empty when everything is as expected. */
    public List<String> differences() throws IOException, InterruptedException {
        var differences = new ArrayList<String>();
        var unexpected = endpoints();
        expected.forEach(one -> unexpected.remove(one.endpoint()));
        open.keySet().forEach(unexpected::remove);
        unexpected.forEach(endpoint -> differences.add(endpoint + ": no test says who may"));
        for (var one : open.entrySet()) {
            int answer = answer(new Expected(one.getKey(), one.getValue(), null, OK, Set.of()), null);
            if (answer != OK) {
                differences.add(one.getKey() + " as nobody: " + answer + " (expected: 200)");
            }
        }
        for (var one : expected) {
            differences.addAll(differences(one));
        }
        return differences;
    }

    private List<String> differences(Expected one) throws IOException, InterruptedException {
        var differences = new ArrayList<String>();
        int nobody = ask(one, null);
        if (nobody != UNAUTHORIZED) {
            differences.add(one.endpoint() + " as nobody: " + nobody + " (expected: 401)");
        }
        var answers = new HashSet<Integer>();
        for (var role : tokens.keySet()) {
            int answer = ask(one, tokens.get(role));
            boolean allowed = one.allowed().contains(role);
            if (allowed) {
                answers.add(answer);
            }
            if (allowed ? answer == UNAUTHORIZED || answer == FORBIDDEN || answer >= 500 : answer != FORBIDDEN) {
                differences.add(one.endpoint() + " as " + role + ": " + answer + " (expected: "
                        + (allowed ? one.success() : FORBIDDEN) + ")");
            }
        }
        if (!answers.contains(one.success())) {
            differences.add(one.endpoint() + ": those who may get " + answers + " (expected: " + one.success() + ")");
        }
        return differences;
    }

    /** A service that is busy for the moment, as with the streams that were just left, is asked again. */
    private int ask(Expected one, @Nullable String token) throws IOException, InterruptedException {
        int answer = answer(one, token);
        for (int tries = 1; answer == BUSY && tries < TRIES; tries++) {
            Thread.sleep(PAUSE);
            answer = answer(one, token);
        }
        return answer;
    }

    private int answer(Expected one, @Nullable String token) throws IOException, InterruptedException {
        var method = one.endpoint().substring(0, one.endpoint().indexOf(' '));
        var body = one.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(one.body());
        var request = HttpRequest.newBuilder(service.resolve(one.path())).method(method, body);
        if (one.body() != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        // Each on a connection of its own: streams go on for ever and are cut off, and no other request may lie behind
        // one.
        var once = client();
        try {
            return once.send(request.build(), BodyHandlers.ofInputStream()).statusCode();
        } finally {
            once.shutdownNow();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private Set<String> endpoints() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve("/q/openapi?format=json"))
                .build();
        var document = new ObjectMapper()
                .readTree(client().send(request, BodyHandlers.ofString()).body());
        var endpoints = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> endpoints.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        if (endpoints.isEmpty()) {
            throw new IllegalStateException(request.uri() + " names no endpoint");
        }
        return endpoints;
    }
}
