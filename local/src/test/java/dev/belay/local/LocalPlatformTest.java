package dev.belay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.topic.Topic;
import dev.belay.local.Status.ProcessStatus;
import dev.belay.local.postgres.Postmaster;
import dev.belay.local.process.Ending;
import dev.belay.local.process.Orphans;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<Step> steps = new ArrayList<>();
    private FakeCheckout checkout;
    private PlatformOptions options;
    private LocalPlatform platform;

    @BeforeEach
    void prepare() throws IOException {
        checkout = FakeCheckout.in(directory);
        options = checkout.options(Map.of());
        platform = new LocalPlatform(options);
    }

    @AfterEach
    void nothingIsLeft() {
        platform.down();
        assertThat(Orphans.of(options.home())).isEmpty();
        assertThat(Postmaster.of(Layout.of(options).cluster())).isEmpty();
    }

    @Test
    void upTellsOfEveryProcessAndDownLeavesNone() throws Exception {
        var up = platform.up(steps::add);

        assertThat(up.already()).isFalse();
        assertThat(steps.stream()
                        .filter(step -> step.state() == Step.State.READY)
                        .map(Step::name))
                .contains(
                        "router",
                        "kafka",
                        "postgres",
                        "prompt-registry",
                        "gate-service",
                        "rollback-service",
                        "prompt-deployer",
                        "eval-worker-1",
                        "platform")
                .endsWith("platform");
        var status = platform.status().orElseThrow();
        assertThat(status.state()).isEqualTo("ready");
        assertThat(status.processes()).allMatch(ProcessStatus::ready).allMatch(process -> process.pid() > 0);
        assertThat(platform.up(steps::add).already()).isTrue();

        assertThat(platform.down()).isTrue();

        assertThat(status.processes())
                .noneMatch(process ->
                        ProcessHandle.of(process.pid()).filter(Ending::isAlive).isPresent());
        assertThat(platform.status()).isEmpty();
        assertThat(platform.down()).isFalse();
    }

    @Test
    void nothingSurvivesTheKilledSupervisorButTheData() throws Exception {
        var up = platform.up(steps::add);
        var running = platform.status().orElseThrow().processes();
        try (var connection = DriverManager.getConnection(up.file().jdbcUrl("worker"), "postgres", "postgres")) {
            connection.createStatement().execute("create table kept (id int)");
            connection.createStatement().execute("insert into kept values (7)");
        }
        assertThat(write(up)).isZero();

        ProcessHandle.of(up.file().pid()).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE)
                .until(() -> running.stream()
                        .noneMatch(process -> ProcessHandle.of(process.pid())
                                .filter(Ending::isAlive)
                                .isPresent()));
        var again = platform.up(steps::add);
        assertThat(again.already()).isFalse();
        assertThat(write(again)).isEqualTo(1);
        assertThat(count(again)).isEqualTo(1);
    }

    @Test
    void upRightAfterAKillEndsWhatIsLeftFirstAndFreshWipesTheData() throws Exception {
        var up = platform.up(steps::add);
        assertThat(write(up)).isZero();

        ProcessHandle.of(up.file().pid()).orElseThrow().destroyForcibly();
        await().until(() ->
                ProcessHandle.of(up.file().pid()).filter(Ending::isAlive).isEmpty());
        assertThat(platform.up(steps::add).already()).isFalse();
        assertThat(platform.status().orElseThrow().state()).isEqualTo("ready");

        platform.fresh();

        assertThat(platform.status()).isEmpty();
        assertThat(Layout.of(options).data()).doesNotExist();
        assertThat(options.home()).exists();
    }

    @Test
    void takenPortIsNamedWithWhatNeedsItAndHowToChangeIt() throws Exception {
        try (var taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            options = checkout.options(Map.of("BELAY_POSTGRES_PORT", port));
            platform = new LocalPlatform(options);

            assertThatThrownBy(() -> platform.up(steps::add))
                    .isInstanceOf(PlatformFailure.class)
                    .hasMessageContainingAll("Port " + port, "PostgreSQL", "--postgres-port", "BELAY_POSTGRES_PORT");
        }
    }

    @Test
    void serviceThatCannotStartEndsTheStartWithItsLog() throws Exception {
        var environment = Map.of("FAKE_SERVICE_FAILS", "gate-service");
        platform = new LocalPlatform(options, environment);

        assertThatThrownBy(() -> platform.up(steps::add))
                .isInstanceOf(PlatformFailure.class)
                .hasMessageContainingAll("gate-service ended with exit code 1", "no such column: colour");
    }

    /** The offset at which a record was written. */
    private static long write(LocalPlatform.Up up) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", up.file().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(Topic.RELEASES.topicName(), 0, "key", "value"))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static int count(LocalPlatform.Up up) throws SQLException {
        try (var connection = DriverManager.getConnection(up.file().jdbcUrl("worker"), "postgres", "postgres");
                var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
