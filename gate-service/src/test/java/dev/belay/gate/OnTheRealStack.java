package dev.belay.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.decision.DecisionEvent;
import dev.belay.contracts.decision.PersonEvent;
import dev.belay.contracts.decision.PersonEvent.Owner;
import dev.belay.contracts.decision.PersonEvent.PromptHandedOff;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.Subject;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gate on the real broker and database, with the rest of Belay played by the test. */
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "gate"))
@QuarkusTestResource(FakeRegistry.class)
abstract class OnTheRealStack {

    static final int TWICE = 2;
    /** Generous: the first request of a cold gate on a busy machine takes long, and nothing waits in vain. */
    static final Duration SOON = Duration.ofSeconds(90);

    FakeRegistry registry;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    DataSource dataSource;

    Platform platform;

    /** Most tests are of what happens, not of who may do it. */
    static String token() {
        return TestStack.shared().token("erik@care.example", "belay:care:engineer", "belay:care:pm");
    }

    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(token());
    }

    @BeforeEach
    void connect() {
        platform = new Platform(bootstrapServers);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        platform.close();
        registry.setDown(false);
    }

    /** Of a prompt that is handed off, and signed should it be the first version: most tests are not of people. */
    RunOpened propose(Scene scene, String change, int candidate, boolean check) {
        nobodyIsAsked(scene, change, candidate);
        return propose(scene, change, scene.proposed(change, candidate, check));
    }

    void nobodyIsAsked(Scene scene, String change, int candidate) {
        handOff(scene);
        said(new SignOffGiven(
                scene.prompt,
                change,
                1,
                "pm@care.example",
                Set.of(SignOffRole.PM),
                scene.version(candidate).digest(),
                null,
                scene.criteriaDigest));
    }

    void handOff(Scene scene) {
        said(new PromptHandedOff(scene.prompt, Owner.ENGINEERS, "pm@care.example", "tested elsewhere"));
    }

    private void said(PersonEvent event) {
        var sql = "insert into person_event (prompt, change, type, at, event) values (?, ?, ?, now(), ?)";
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.prompt());
            insert.setString(2, event.change());
            insert.setString(3, EventCodec.typeName(event.getClass()));
            insert.setString(4, EventJson.mapper().writeValueAsString(event));
            insert.execute();
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing was said of it by anybody yet. */
    RunOpened proposeToPeople(Scene scene, String change, int candidate, Aspect... aspects) {
        return propose(scene, change, scene.proposed(change, candidate, false, Set.of(aspects)));
    }

    RunOpened propose(Scene scene, String change, ChangeProposed proposed) {
        platform.publish("crit/" + scene.prompt, scene.criteriaPublished(), TWICE);
        platform.publish("suite/" + scene.prompt, scene.suitePublished(), TWICE);
        platform.publish("c/" + change, proposed, TWICE);
        return the(RunOpened.class, event -> event.run().equals(RunControlEvent.runId(change, 1)));
    }

    Scene live(String name) {
        return live(name, new Scene(name, registry, 12));
    }

    Scene live(String name, Scene scene) {
        platform.publish("d/" + name, scene.applied("ch-0.1@production", 1, 1, null, Set.of()), TWICE);
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        return scene;
    }

    /** @param number deployment number of the rollback */
    void rolledBack(Scene scene, long number, Digest... held) {
        var now = Instant.now();
        platform.publish(
                "rb/" + scene.prompt,
                new ReleaseApplied(
                        scene.prompt,
                        "production",
                        "rb-" + scene.prompt,
                        number,
                        Kind.ROLLBACK,
                        number,
                        scene.version(1),
                        scene.version(2),
                        null,
                        0,
                        Set.of(held),
                        now,
                        now,
                        null,
                        "ops@care.example"),
                TWICE);
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == number);
    }

    /** Every output passes, and the ledger has what it said. */
    void measured(Scene scene, RunOpened run) {
        scene.tasks(run).forEach(task -> {
            var result = scene.passed(task);
            var who = task.subject() == Subject.CANDIDATE ? "This is new. " : "This is old. ";
            registry.say(result.completion(), who + "It is about " + task.caseId() + ".");
            platform.publish("r/" + task.task(), result, TWICE);
        });
    }

    <E extends Event> E the(Class<E> type, Predicate<E> which) {
        await().atMost(SOON).until(() -> platform.published(type).anyMatch(which));
        return platform.published(type).filter(which).findFirst().orElseThrow();
    }

    <E extends Event> List<E> events(Class<E> type, Predicate<E> which) {
        return platform.published(type).filter(which).toList();
    }

    List<DecisionEvent> decisions(String change) {
        return events(DecisionEvent.class, event -> change.equals(event.change()));
    }

    <E extends DecisionEvent> void neverMoreThanOne(Class<E> type, String change) {
        stays(() ->
                assertThat(events(type, event -> change.equals(event.change()))).hasSize(1));
    }

    static void stays(org.awaitility.core.ThrowingRunnable holds) {
        await().during(Duration.ofMillis(1500)).atMost(SOON).untilAsserted(holds);
    }

    long liveNumber(String prompt) {
        return count("select coalesce(max(number), 0) from live where prompt = '" + prompt + "'");
    }

    String conclusion(String change) {
        try (var connection = dataSource.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select verdict from conclusion where change = '" + change + "'")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    long count(String sql) {
        try (var connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    void passTime(String sql) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            assertThat(connection.createStatement().executeUpdate(sql)).isEqualTo(1);
        }
    }
}
