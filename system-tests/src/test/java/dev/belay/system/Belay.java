package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.signing.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The {@code belay} command and the local platform of one test, with data and ports of its own. */
public final class Belay implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int UNDECIDED = 4;
    private static final Pattern CHANGE = Pattern.compile("ch-[a-z0-9]{10}");

    /** Once for all commands of these tests: a third of a second less for each. */
    private static final ClassArchive ARCHIVED = ClassArchive.of(ROOT);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<Process, ProcessBuilder> outputs = new HashMap<>();
    private final Set<String> loggedIn = new HashSet<>();
    private Duration patience = Duration.ofMinutes(4);
    private String token = "";

    public Belay(Path home) {
        this.home = home;
        environment.put("BELAY_HOME", home.toString());
        environment.put("BELAY_ROOT", ROOT.toString());
        environment.put("NO_COLOR", "1");
        environment.put("XDG_CONFIG_HOME", home.resolve("configuration").toString());
    }

    public record Result(int exitCode, String out, String err) {

        /** What became of the one folder of a publication. */
        public JsonNode published() {
            return json().path("folders").path(0);
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(out);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + this, e);
            }
        }
    }

    public Belay with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** How long a command may take. */
    public Belay patience(Duration longer) {
        patience = longer;
        return this;
    }

    public Belay up(String... options) throws Exception {
        var command = new ArrayList<>(List.of("up", "--port", "0"));
        command.addAll(List.of(options));
        var result = run(command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new AssertionError("belay up failed: " + result + logs());
        }
        environment.put("BELAY_URL", url());
        // On another port it is another issuer.
        loggedIn.clear();
        token = "";
        return this;
    }

    public Result run(String... arguments) throws Exception {
        logIn(List.of(arguments));
        return finish(start(arguments), arguments);
    }

    /** What was published, once somebody else has signed it where it waited for that; with the exit code of then. */
    Result signed(Result published) throws Exception {
        if (published.exitCode() != UNDECIDED) {
            return published;
        }
        var change = changeOf(published);
        var runs = get("/v1/runs?change=" + change);
        return runs.path(runs.size() - 1).path("state").asText().equals("in-review")
                ? new Result(signOff(change).exitCode(), published.out(), published.err())
                : published;
    }

    /** The one that is told of last: before it may be those that it replaces. */
    static String changeOf(Result published) {
        if (published.out().startsWith("{")) {
            return published.published().path("change").asText();
        }
        var changes = CHANGE.matcher(published.out()).results().toList();
        assertThat(changes).as(published.toString()).isNotEmpty();
        return changes.getLast().group();
    }

    Result signOff(String change) throws Exception {
        return run("sign-off", change, "--as", "pm@signer.example");
    }

    /** Whoever a test lets act for the first time logs in: pm@… as a PM, everybody else as an engineer. */
    private void logIn(List<String> arguments) throws Exception {
        int option = arguments.indexOf("--as");
        if (option < 0 || !environment.containsKey("BELAY_URL")) {
            return;
        }
        var name = arguments.get(option + 1);
        if (name.contains("@") && loggedIn.add(name)) {
            var role = name.startsWith("pm@") ? "pm" : "engineer";
            var login = List.of("login", "--as", role, "--name", name).toArray(String[]::new);
            assertThat(finish(start(login), login).exitCode()).isZero();
        }
    }

    /** Of whoever logged in first. */
    public synchronized String token() throws Exception {
        if (token.isEmpty()) {
            var whoami = new String[] {"whoami", "--token"};
            token = finish(start(whoami), whoami).out().strip();
        }
        return token;
    }

    Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("OPENAI_") || key.startsWith("BELAY_"));
        builder.environment().putAll(environment);
        builder.redirectOutput(
                Files.createTempFile(home.getParent(), "out", ".txt").toFile());
        builder.redirectError(
                Files.createTempFile(home.getParent(), "err", ".txt").toFile());
        var process = builder.start();
        outputs.put(process, builder);
        return process;
    }

    Result finish(Process process, String... arguments) throws Exception {
        var builder = outputs.get(process);
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("belay " + String.join(" ", arguments) + " does not end; it printed\n"
                    + Files.readString(builder.redirectOutput().file().toPath())
                    + Files.readString(builder.redirectError().file().toPath())
                    + logs());
        }
        return new Result(
                process.exitValue(),
                Files.readString(builder.redirectOutput().file().toPath()),
                Files.readString(builder.redirectError().file().toPath()));
    }

    /** As the launcher starts it, but for the launcher's look at what has to be built. */
    public static List<String> command() {
        return ARCHIVED.command("-XX:SharedArchiveFile=" + ARCHIVED.file(), "-Xshare:auto", "-Xlog:cds*=off");
    }

    String url() {
        return "http://127.0.0.1:" + platform().path("port").asInt();
    }

    /** The platform's own note of what runs where. */
    JsonNode platform() {
        try {
            return MAPPER.readTree(home.resolve("platform.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode get(String path) {
        try {
            var response = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode post(String path, String body) throws Exception {
        var response = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return MAPPER.readTree(response.body().isEmpty() ? "null" : response.body());
    }

    /** The supervisor's own paths are this machine's, and ask nobody. */
    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url() + path));
        try {
            return path.startsWith("/platform") ? request : request.header("Authorization", "Bearer " + token());
        } catch (Exception e) {
            throw new IllegalStateException("nobody is logged in", e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public List<JsonNode> processes(String prefix) {
        return StreamSupport.stream(get("/platform").path("processes").spliterator(), false)
                .filter(process -> process.path("name").asText().startsWith(prefix))
                .toList();
    }

    /** As {@code kill -9}: no shutdown hook, no last commit. */
    void kill(String prefix) {
        for (var process : processes(prefix)) {
            ProcessHandle.of(process.path("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The process that supervises the others and has the broker in it; they die with it. */
    void killSupervisor() throws InterruptedException {
        var supervisor = ProcessHandle.of(platform().path("pid").asLong()).orElseThrow();
        supervisor.destroyForcibly();
        while (supervisor.isAlive()) {
            Thread.sleep(20);
        }
    }

    /** What the writer's service was given. */
    public Path keys(Writer writer) {
        return home.resolve("data/keys").resolve(writer.wireName());
    }

    /** Orders a rollback under a key; its id once it is accepted, and nothing where it is not. */
    String rollBack(String prompt, String idempotencyKey) throws IOException, InterruptedException {
        var response = http.send(
                request("/v1/rollbacks")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"" + prompt + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return MAPPER.readTree(response.body()).path("rollback").asText();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + platform().path("kafkaPort").asInt();
    }

    private String logs() throws IOException {
        var logs = home.resolve("logs");
        if (!Files.isDirectory(logs)) {
            return "";
        }
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(logs)) {
            for (var file : files.sorted().toList()) {
                var lines = Files.readAllLines(file);
                text.append("\n== ").append(file.getFileName()).append('\n');
                lines.subList(Math.max(0, lines.size() - 40), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws Exception {
        run("down");
    }
}
