package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static dev.belay.deployer.domain.Releases.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.DeploymentEvent.ReleaseNotApplied;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.signing.Signer;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import dev.belay.local.stack.TestWriters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DeployerIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    KafkaClients kafka;

    @Inject
    Restore restore;

    @Inject
    DeployerConfig config;

    @Inject
    Signer signer;

    @Inject
    LivePrompts prompts;

    private final RawRecords records = new RawRecords(TestWriters.shared());
    private final String prompt = "it/" + UUID.randomUUID();

    @BeforeEach
    void ready() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("vera@it.example", "belay:it:viewer"));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void everyReleaseIsFoldedServedAndPublishedOnce() {
        var orders = List.<PromptOrdered>of(
                promote("P1", 1, 0),
                promote("P2", 2, 1),
                promote("P2", 2, 1),
                rollback("R1", 1, 2),
                rollback("R1", 1, 2),
                promote("P2", 2, 1),
                promote("P2.2", 2, 3));
        orders.forEach(order -> Broker.order(Releases.of(prompt, order)));

        await().atMost(SOON).until(() -> deployments().size() == orders.size());
        assertThat(deployments())
                .extracting(DeployerIT::told)
                .containsExactly(
                        "P1 applied 1",
                        "P2 applied 2",
                        "P2 superseded 2",
                        "R1 applied 3",
                        "R1 void 3",
                        "P2 superseded 3",
                        "P2.2 held 3");
        var published = published();
        // The last one says that the outcome of what was held is final.
        assertThat(published).extracting(LiveState::number).containsExactly(1L, 2L, 3L, 3L);
        assertThat(published.getLast().held()).containsExactly(version(2).digest());
        assertThat(prompts.live(prompt, "production")).contains(published.getLast());
        given().get("/v1/live/" + prompt)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .body("number", equalTo(3))
                .body("version.number", equalTo(1))
                .body("kind", equalTo("rollback"))
                .body("content.messages[0].content", equalTo("version 1"));
    }

    @Test
    void livePromptIsReadByEitherSpellingAndOnlyWhenItChanged() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> prompts.live(prompt, "production").isPresent());
        var tag = "\"1-" + version(1).digest().brief() + "\"";

        given().get("/v1/live/" + prompt).then().statusCode(200).header("ETag", tag);
        given().urlEncodingEnabled(false)
                .get("/v1/live/" + prompt.replace("/", "%2F"))
                .then()
                .statusCode(200)
                .header("ETag", tag);
        given().header("If-None-Match", tag).get("/v1/live/" + prompt).then().statusCode(304);
        given().header("If-None-Match", "\"0-0\"")
                .get("/v1/live/" + prompt)
                .then()
                .statusCode(200);
        given().get("/v1/live/" + prompt + "?environment=staging")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("staging"));
        given().get("/v1/live").then().statusCode(200).body("prompt", hasItem(prompt));
    }

    @Test
    void retiredPromptIsServedNoMoreAndAFrozenOneIsNotPromoted() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        Broker.order(Releases.of(prompt, Releases.freeze("F1", 0)));
        Broker.order(Releases.of(prompt, promote("P2", 2, 1)));
        Broker.order(Releases.of(prompt, Releases.retire("X1", "production", 1)));

        await().atMost(SOON).until(() -> deployments().size() == 4);
        assertThat(deployments())
                .extracting(DeployerIT::told)
                .containsExactly("P1 applied 1", "F1 frozen 1", "P2 refused 1", "X1 retired 2");
        given().get("/v1/live/" + prompt).then().statusCode(404);
        given().get("/v1/live").then().body("prompt", not(hasItem(prompt)));
        var partition = ReleaseRecord.partitionOf(prompt);
        assertThat(restore.of(List.of(partition)).get(partition).prompts())
                .filteredOn(state -> state.prompt().equals(prompt))
                .singleElement()
                .satisfies(state -> assertThat(state.isFrozen()).isTrue())
                .satisfies(state -> assertThat(state.number("production")).isEqualTo(2));
    }

    @Test
    void deploymentLogIsNewestFirst() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        Broker.order(Releases.of(prompt, promote("P2", 2, 1)));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/v1/deployments?since=1h&prompt=" + prompt)
                        .then()
                        .statusCode(200)
                        .body("release", equalTo(List.of("P2", "P1")))
                        .body("[0].type", equalTo("dev.belay.release.applied.v1"))
                        .body("[0].left.number", equalTo(1)));

        given().get("/v1/deployments?limit=1&prompt=" + prompt).then().body("release", equalTo(List.of("P2")));
        given().get("/v1/deployments?environment=staging&prompt=" + prompt)
                .then()
                .body("release", equalTo(List.of()));
        given().get("/v1/deployments?since=yesterday")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("24h"));
    }

    @Test
    void recordThatIsNoReleaseOfItsPartitionIsReportedAndTheRestGoesOn() {
        var sound = records.sent(Releases.of(prompt, promote("P1", 1, 0)), "1", null);
        Broker.send(new ProducerRecord<>(
                "belay.releases", null, RawRecords.bytes(prompt), new byte[] {(byte) 0xff, 0}, sound.headers()));
        var other = (ReleaseRecord.partitionOf(prompt) + 5) % 12;
        Broker.send(records.sent(Releases.of(prompt, promote("P1", 1, 0)), "2", other));
        Broker.send(sound);

        await().atMost(SOON)
                .until(() -> deadLetters().size() == 2 && deployments().size() == 1);
        assertThat(deployments()).extracting(DeployerIT::told).containsExactly("P1 applied 1");
        assertThat(deadLetters())
                .anySatisfy(reason -> assertThat(reason).isEqualTo("forged: the signature is not over this record"))
                .anySatisfy(reason -> assertThat(reason).contains("belongs to partition"));
    }

    @Test
    void restartedReplicaIsRebuiltFromKafkaAlone() {
        List.of(promote("P1", 1, 0), promote("P2", 2, 1), rollback("R1", 1, 2), promote("P3", 3, 3))
                .forEach(order -> Broker.order(Releases.of(prompt, order)));
        await().atMost(SOON).until(() -> published().size() == 4);

        var partition = ReleaseRecord.partitionOf(prompt);
        var restored = restore.of(List.of(partition)).get(partition);
        assertThat(restored.next()).isPositive();
        assertThat(restored.prompts())
                .filteredOn(state -> state.prompt().equals(prompt))
                .singleElement()
                .satisfies(state -> assertThat(state.environments()).containsValue(live()));

        try (var other = new OtherReplica()) {
            await().atMost(SOON).until(other::isReady);
            assertThat(other.prompts.live(prompt, "production")).contains(live());
            assertThat(other.prompts.in("production")).isEqualTo(prompts.in("production"));
        }
    }

    @Test
    void twoReplicasConvergeAndEachReleaseHasOneOutcome() {
        var names = IntStream.range(0, 24).mapToObj(i -> prompt + i).toList();
        names.forEach(name -> Broker.order(Releases.of(name, promote("P1", 1, 0))));
        try (var other = new OtherReplica()) {
            await().atMost(SOON).until(other::isReady);
            names.forEach(name -> Broker.order(Releases.of(name, promote("P2", 2, 1))));
            await().atMost(SOON).until(other::ownsSomething);
            names.forEach(name -> Broker.order(Releases.of(name, rollback("R1", 1, 2))));

            await().atMost(SOON).until(() -> toldOf(names).values().stream().allMatch(told -> told.size() == 3));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(other.prompts.in("production")).isEqualTo(prompts.in("production")));
        }
        names.forEach(name -> Broker.order(Releases.of(name, promote("P3", 3, 3))));

        await().atMost(SOON).until(() -> toldOf(names).values().stream().allMatch(told -> told.size() >= 4));
        assertThat(toldOf(names))
                .hasSize(24)
                .allSatisfy((name, told) -> assertThat(told)
                        .containsExactly("P1 applied 1", "P2 applied 2", "R1 applied 3", "P3 applied 4"));
    }

    @Test
    void zombieOwnerIsFenced() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> deployments().size() == 1);
        var partition = ReleaseRecord.partitionOf(prompt);

        try (var producer = kafka.ownersProducer(partition);
                var member = kafka.owner()) {
            producer.initTransactions();
            var zombie = new OwnedPartition(
                    restore.of(List.of(partition)).get(partition), producer, publication(), Clock.systemUTC());
            var second = Releases.of(prompt, promote("P2", 2, 1));
            var offset = Broker.order(second).offset();
            await().atMost(SOON).until(() -> deployments().size() == 2);

            assertThatThrownBy(() ->
                            zombie.publish(List.of(records.read(second, "zombie", offset)), member.groupMetadata()))
                    .isInstanceOf(KafkaException.class);
        }
        Broker.order(Releases.of(prompt, rollback("R1", 1, 2)));

        await().atMost(SOON).until(() -> deployments().size() == 3);
        assertThat(deployments())
                .extracting(DeployerIT::told)
                .containsExactly("P1 applied 1", "P2 applied 2", "R1 applied 3");
        assertThat(published()).extracting(LiveState::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void unfinishedTransactionOfADeadOwnerIsNotWhatIsLive() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> deployments().size() == 1);
        var partition = ReleaseRecord.partitionOf(prompt);

        var dead = kafka.ownersProducer(partition);
        dead.initTransactions();
        dead.beginTransaction();
        var forged = records.read(Releases.of(prompt, promote("P9", 9, 1)), "dead", 999_999);
        publication()
                .of(
                        forged,
                        restore.of(List.of(partition)).get(partition).read(forged),
                        Clock.systemUTC().instant())
                .forEach(dead::send);
        dead.flush();
        Broker.order(Releases.of(prompt, promote("P2", 2, 1)));

        await().atMost(SOON).until(() -> deployments().size() == 2);
        assertThat(deployments()).extracting(DeployerIT::told).containsExactly("P1 applied 1", "P2 applied 2");
        assertThat(published()).extracting(state -> state.version().number()).containsExactly(1, 2);
        dead.close(Duration.ZERO);
    }

    @Test
    void servesOnWhileKafkaIsAwayAndRecoversByItself() {
        Broker.order(Releases.of(prompt, promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> deployments().size() == 1);

        TestStack.shared().stopBroker();
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'live prompts' }.data.kafka", containsString("away since")));
        given().get("/v1/live/" + prompt).then().statusCode(200).body("version.number", equalTo(1));
        given().get("/v1/deployments?prompt=" + prompt).then().statusCode(200).body("release", hasItem("P1"));

        TestStack.shared().startBroker();
        Broker.order(Releases.of(prompt, promote("P2", 2, 1)));
        await().atMost(Duration.ofSeconds(90)).until(() -> deployments().size() == 2);
        given().get("/v1/live/" + prompt).then().body("version.number", equalTo(2));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .body("checks.find { it.name == 'live prompts' }.data.kafka", equalTo("reachable")));
    }

    /** What another process would run, in this one. */
    private final class OtherReplica implements AutoCloseable {

        private final LivePrompts prompts = new LivePrompts();
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final ReplicaState state = new ReplicaState(meters, prompts);
        private final Replica replica = new Replica(kafka, restore, prompts, state, config, new LiveFeed(prompts));
        private final Owner owner = new Owner(kafka, restore, signer, meters);

        private OtherReplica() {
            replica.start(new StartupEvent());
            owner.start(new StartupEvent());
        }

        boolean isReady() {
            return state.caughtUp();
        }

        boolean ownsSomething() {
            return meters.get("belay.deployer.partitions.owned").gauge().value() > 0;
        }

        @Override
        public void close() {
            owner.stop(new ShutdownEvent());
            replica.stop(new ShutdownEvent());
        }
    }

    private Publication publication() {
        return new Publication(signer);
    }

    private LiveState live() {
        return prompts.live(prompt, "production").orElseThrow();
    }

    private List<DeploymentEvent> deployments() {
        return allDeployments().filter(event -> event.prompt().equals(prompt)).toList();
    }

    private static Map<String, List<String>> toldOf(List<String> names) {
        return allDeployments()
                .filter(event -> names.contains(event.prompt()))
                .collect(Collectors.groupingBy(
                        DeploymentEvent::prompt, Collectors.mapping(DeployerIT::told, Collectors.toList())));
    }

    private static Stream<DeploymentEvent> allDeployments() {
        return Broker.events("belay.deployments", DeploymentEvent.class).stream()
                .map(envelope -> envelope.data());
    }

    private List<LiveState> published() {
        return Broker.events("belay.live", LiveState.class).stream()
                .map(envelope -> envelope.data())
                .filter(live -> live.prompt().equals(prompt))
                .toList();
    }

    private List<String> deadLetters() {
        return Broker.records("belay.releases.dlq").stream()
                .filter(letter -> new String(letter.key(), StandardCharsets.UTF_8).equals(prompt))
                .map(letter -> ReleaseRecord.headersOf(letter).get("belay-reason"))
                .toList();
    }

    private static String told(DeploymentEvent event) {
        return switch (event) {
            case ReleaseApplied applied -> applied.release() + " applied " + applied.number();
            case PromptRetired retired -> retired.release() + " retired " + retired.number();
            case FreezeChanged changed ->
                changed.release() + (changed.frozen() ? " frozen " : " unfrozen ") + changed.number();
            case ReleaseNotApplied not ->
                not.release() + " " + not.cause().name().toLowerCase(Locale.ROOT) + " " + not.number();
        };
    }
}
