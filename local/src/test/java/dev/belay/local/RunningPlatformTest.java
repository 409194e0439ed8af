package dev.belay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.local.Status.ProcessStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One platform for all tests here, each of which leaves it whole. */
class RunningPlatformTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static PlatformOptions options;
    private static LocalPlatform platform;
    private static LocalPlatform.Up up;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        options = FakeCheckout.in(directory).options(Map.of());
        platform = new LocalPlatform(options);
        up = platform.up(step -> {});
    }

    @AfterAll
    static void stopByItsOwnAddress() throws Exception {
        var request = HttpRequest.newBuilder(up.url().resolve("/platform/stop"))
                .POST(BodyPublishers.noBody())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(202);
        }
        await().atMost(PATIENCE).until(() -> platform.status().isEmpty());
        platform.down();
    }

    @Test
    void servicesAreGivenWhatTheyNeedAndCallersAreNamedToThem() throws Exception {

        String gate = get("/v1/runs/a%2Fb?x=1").body();

        assertThat(gate)
                .startsWith("GET /v1/runs/a%2Fb?x=1\n")
                .contains("X-forwarded-for: [127.0.0.1]", "X-forwarded-proto: [http]")
                .contains("X-forwarded-host: [127.0.0.1:" + up.file().port() + "]")
                .contains("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + up.file().kafkaPort())
                .contains("QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:"
                        + up.file().postgresPort() + "/gate")
                .contains("BELAY_LEDGER_URL=" + up.url())
                .contains("/data/keys/gate-service\n");
        assertThat(get("/v1/deployments").body()).contains("QUARKUS_DATASOURCE_JDBC_URL=null");
        var large = post("/v1/prompts/care/large", "x".repeat(3_000_000));
        assertThat(large.body()).contains("body=3000000");
        var nobodys = get("/v1/nothing");
        assertThat(nobodys.statusCode()).isEqualTo(404);
        assertThat(nobodys.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void killedServiceIsReportedAndStartedAgain() throws Exception {
        long before = process("rollback-service").pid();

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(
                        () -> assertThat(get("/v1/rollbacks").statusCode()).isEqualTo(503));
        var problem = get("/v1/rollbacks");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get("/v1/rollbacks").statusCode()).isEqualTo(200));
        assertThat(problem.body()).contains("rollback-service");
        assertThat(process("rollback-service").pid()).isNotEqualTo(before);
        assertThat(process("rollback-service").restarts()).isEqualTo(1);
        assertThat(options.log("rollback-service"))
                .content()
                .contains("belay: rollback-service ended with exit code 137");
    }

    @Test
    void killedDatabaseIsStartedAgain() throws Exception {
        long before = process("postgres").pid();

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(process("postgres").pid()).isNotIn(0L, before);
            DriverManager.getConnection(up.file().jdbcUrl("gate"), "postgres", "postgres")
                    .close();
        });
    }

    @Test
    void workersJoinAndLeaveWhileThePlatformRuns() throws Exception {

        assertThat(post("/platform/workers", "{\"count\": 3}").statusCode()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> workers().size() == 3 && workers().stream().allMatch(ProcessStatus::ready));
        var answered = IntStream.range(0, 9)
                .mapToObj(turn -> get("/v1/completions/x").body())
                .map(text -> text.substring(text.indexOf("pid=")))
                .distinct();
        assertThat(answered).hasSize(3);

        assertThat(post("/platform/workers", "{\"count\": 1}").statusCode()).isEqualTo(202);
        assertThat(workers()).extracting(ProcessStatus::name).containsExactly("eval-worker-1");
        assertThat(post("/platform/workers", "{\"count\": \"many\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/platform/workers", "{\"count\": 1000}").statusCode()).isEqualTo(400);
    }

    @Test
    void pageOfAnotherSiteCannotStopThePlatform() throws Exception {
        var request = HttpRequest.newBuilder(up.url().resolve("/platform/stop"))
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.noBody())
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    private ProcessStatus process(String name) {
        return platform.status().orElseThrow().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<ProcessStatus> workers() {
        return platform.status().orElseThrow().processes().stream()
                .filter(process -> process.name().startsWith("eval-worker"))
                .toList();
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(up.url() + path)).build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(up.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.toString(), e);
        }
    }
}
