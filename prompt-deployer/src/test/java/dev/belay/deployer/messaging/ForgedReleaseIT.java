package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static dev.belay.deployer.domain.Releases.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Writer;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestWriters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody can do who may write to Kafka and has no key, or the wrong one: nothing, and it is reported. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ForgedReleaseIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    LivePrompts prompts;

    @Inject
    Restore restore;

    private final TestWriters writers = TestWriters.shared();
    private final RawRecords records = new RawRecords(writers);
    private final String prompt = "forged/" + UUID.randomUUID();

    @BeforeEach
    void firstVersionIsLive() {
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        Broker.order(order(promote("P1", 1, 0)));
        await().atMost(SOON).until(() -> live() != null);
    }

    @Test
    void forgedReleasesAreReportedAndChangeNothing() {
        var second = order(promote("P2", 2, 1));
        var encoded = EventCodec.encode(RawRecords.envelope(second, "unsigned"));
        Broker.send(RawRecords.sent(encoded, null));
        Broker.send(RawRecords.sent(writers.sign(Writer.ROLLBACK, RawRecords.envelope(second, "rollback's")), null));
        Broker.send(new RawRecords(TestWriters.of(new Root(Root.Stored.create("another")))).sent(second, "s", null));

        await().atMost(SOON).until(() -> deadLetters().size() == 3);
        assertThat(deadLetters())
                .containsExactly(
                        "forged: the record is not signed (expected: its writer's signature and certificate in"
                                + " ce_belaysignature and ce_belaycertificate)",
                        "forged: the key of rollback-service is not good for belay.releases/promote",
                        "forged: the certificate is not signed by this installation's root");
        assertThat(live().version()).isEqualTo(version(1));
        assertThat(outcomes()).hasSize(1);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("belay_records_forged_total{topic=\"belay.releases\"}"));
    }

    @Test
    void genuinePromotePublishedAgainIsSupersededWhateverItsHeadersSay() {
        var first = records.sent(order(promote("P1", 1, 0)), "P1", null);
        Broker.order(order(promote("P2", 2, 1)));
        Broker.order(order(rollback("R1", 1, 2)));
        await().atMost(SOON).until(() -> outcomes().size() == 3);
        var relabelled = records.sent(order(promote("P2", 2, 1)), "P2", null);
        relabelled.headers().remove("ce_id").add("ce_id", RawRecords.bytes("fresh"));

        Broker.send(first);
        Broker.send(records.sent(order(promote("P2", 2, 1)), "P2", null));
        Broker.send(relabelled);

        await().atMost(SOON).until(() -> outcomes().size() == 5 && deadLetters().size() == 1);
        assertThat(outcomes().subList(3, 5))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                DeploymentEvent.ReleaseNotApplied.class,
                                not -> assertThat(not.cause()).isEqualTo(DeploymentEvent.Cause.SUPERSEDED)));
        assertThat(live().version()).isEqualTo(version(1));
        assertThat(live().number()).isEqualTo(3);
    }

    @Test
    void forgedOrStaleStateDoesNotOutliveARestart() {
        Broker.order(order(promote("P2", 2, 1)));
        Broker.order(order(rollback("R1", 1, 2)));
        await().atMost(SOON).until(() -> live().number() == 3);
        await().atMost(SOON).until(() -> states().size() == 3);
        var genuine = live();

        copyOfTheState(0);
        assertThat(restored()).isEqualTo(genuine);
        Broker.send(new ProducerRecord<>(
                "belay.live", partition(), RawRecords.bytes(genuine.key()), RawRecords.bytes("{}")));
        assertThat(restored()).isEqualTo(genuine);
        Broker.send(new ProducerRecord<>("belay.live", partition(), RawRecords.bytes(genuine.key()), null));
        assertThat(restored()).isEqualTo(genuine);
        assertThat(outcomes()).hasSize(3);
    }

    private void copyOfTheState(int which) {
        var old = Broker.records("belay.live").stream()
                .filter(raw -> genuineKey().equals(ReleaseRecord.keyOf(raw)))
                .toList()
                .get(which);
        Broker.send(new ProducerRecord<>("belay.live", partition(), old.key(), old.value(), old.headers()));
    }

    private String genuineKey() {
        return prompt + "@production";
    }

    private LiveState restored() {
        return restore.of(List.of(partition())).get(partition()).prompts().stream()
                .filter(state -> state.prompt().equals(prompt))
                .findFirst()
                .orElseThrow()
                .live("production");
    }

    private int partition() {
        return ReleaseRecord.partitionOf(prompt);
    }

    private PromptOrdered order(PromptOrdered release) {
        return Releases.of(prompt, release);
    }

    private LiveState live() {
        return prompts.live(prompt, "production").orElse(null);
    }

    private List<DeploymentEvent> outcomes() {
        return Broker.events("belay.deployments", DeploymentEvent.class).stream()
                .map(EventEnvelope::data)
                .filter(outcome -> outcome.prompt().equals(prompt))
                .toList();
    }

    private List<Instant> states() {
        return Broker.records("belay.live").stream()
                .filter(raw -> genuineKey().equals(ReleaseRecord.keyOf(raw)))
                .map(raw -> Instant.ofEpochMilli(raw.timestamp()))
                .toList();
    }

    private List<String> deadLetters() {
        return Broker.records("belay.releases.dlq").stream()
                .filter(letter -> new String(letter.key(), StandardCharsets.UTF_8).equals(prompt))
                .map(letter -> ReleaseRecord.headersOf(letter).get("belay-reason"))
                .toList();
    }
}
