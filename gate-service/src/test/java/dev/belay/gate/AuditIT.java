package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.audit.ChainCheck;
import dev.belay.contracts.audit.Flaw;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.signing.Trust;
import dev.belay.local.stack.TestWriters;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditIT extends OnTheRealStack {

    private final Trust trust = TestWriters.shared().trust();

    @Test
    void whatHappenedIsRecordedOnceAndWhatIsTakenOutOrAlteredShows() throws Exception {
        var scene = decided("audited", "ch-audited001");
        platform.publish("d/audited", scene.applied("ch-audited001.1@production", 1, 1, "ch-audited001", Set.of()), 2);
        await().atMost(SOON).until(() -> records(scene.prompt).size() == 6);

        assertThat(records(scene.prompt).stream().map(record -> record.headers().get("ce_type")))
                .containsExactlyInAnyOrder(
                        "dev.belay.criteria.published.v1",
                        "dev.belay.suite.published.v1",
                        "dev.belay.change.proposed.v1",
                        "dev.belay.change.approved.v1",
                        "dev.belay.promote.ordered.v1",
                        "dev.belay.release.applied.v1");
        assertThat(flaws(scene.prompt)).isEmpty();

        execute("update audit_record set body = body || convert_to(' ', 'UTF8') where key = '" + scene.prompt
                + "' and place = 3");
        assertThat(flaws(scene.prompt))
                .anySatisfy(flaw -> assertThat(flaw.place()).isEqualTo(3));
        execute("delete from audit_record where key = '" + scene.prompt + "' and place = 6");
        assertThat(flaws(scene.prompt))
                .anySatisfy(flaw -> assertThat(flaw.what()).contains("missing"));
    }

    @Test
    void forgedEventsAreNoPartOfTheRecord() {
        var scene = decided("audit-forged", "ch-auditforg1");
        await().atMost(SOON).until(() -> records(scene.prompt).size() == 5);

        platform.alter("c/other", scene.proposed("ch-auditforg2", 2, false), "dev@", "ceo@");

        await().atMost(SOON)
                .until(() -> platform.deadLetters().stream().anyMatch(letter -> scene.prompt.equals(letter.key())));
        assertThat(records(scene.prompt)).hasSize(5);
    }

    @Test
    void storedDecisionsFollowFromTheirInputsUntilSomebodyAltersThem() throws SQLException {
        var scene = decided("verified", "ch-verified01");
        var path = "/v1/verification/decisions?prompt=" + scene.prompt;
        given().get(path)
                .then()
                .statusCode(200)
                .body("checked", equalTo(1))
                .body("left", equalTo(0))
                .body("differences", equalTo(List.of()));

        execute("update decision set verdict = 'rejected' where run = 'ch-verified01.1'");
        given().get(path).then().body("differences.what", hasItem(startsWith("it is stored as rejected")));
        execute("update decision set verdict = 'approved' where run = 'ch-verified01.1'");
        execute("update task set result = replace(result, '\"latencyMs\":120', '\"latencyMs\":1')"
                + " where run = 'ch-verified01.1'");
        given().get(path).then().body("differences.what", hasItem(startsWith("its inputs are ")));
        execute("update task set result = replace(result, '\"latencyMs\":1', '\"latencyMs\":120')"
                + " where run = 'ch-verified01.1'");
        given().get(path).then().body("differences", equalTo(List.of()));
    }

    @Test
    void publicKeysAreJsonWebKeys() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("installation", equalTo(trust.anchor().installation()))
                .body("keys.kty", hasItem("OKP"))
                .body("keys.find { it.kid == 'root' }.x", equalTo(trust.anchor().rootKey()))
                .body("keys[1].kid", startsWith("gate-service/"));
    }

    private Scene decided(String name, String change) {
        var scene = new Scene(name, registry, 1);
        var run = propose(scene, change, 1, false);
        platform.publish("r/" + name, scene.passed(scene.tasks(run).getFirst()));
        the(ChangeApproved.class, approved -> approved.change().equals(change));
        return scene;
    }

    private List<Flaw> flaws(String prompt) throws JsonProcessingException {
        var signed = EventJson.mapper()
                .readValue(given().get("/v1/audit/seal?prompt=" + prompt).asString(), AuditSeal.Signed.class);
        var check = new ChainCheck(signed.seal().chains().getFirst(), trust);
        records(prompt).forEach(check::read);
        return Stream.concat(ChainCheck.of(signed, trust).stream(), check.flaws().stream())
                .toList();
    }

    private static List<AuditRecord> records(String prompt) {
        try {
            return EventJson.mapper()
                    .readValue(given().get("/v1/audit/records?key=" + prompt).asString(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
