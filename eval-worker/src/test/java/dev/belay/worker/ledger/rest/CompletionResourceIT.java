package dev.belay.worker.ledger.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.belay.contracts.canonical.Digest;
import dev.belay.local.stack.EndpointWalk;
import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.ledger.store.Ledger.Paid;
import dev.belay.worker.stack.FakeAddresses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "worker"))
@QuarkusTestResource(FakeAddresses.class)
class CompletionResourceIT {

    private static final String PATH = "/v1/completions/{digest}";
    private static final String RESCORING = """
            {"prompt": "care/x", "criteria": {"owner": "pm@care.example"}, "suite": "%1$s", "candidate": "%1$s",
             "results": [], "budgetUsd": 0}""".formatted(Digest.of("a suite").value());
    private static final String PROOF =
            "{\"prompt\": \"care/x\", \"criteria\": {\"owner\": \"pm@care.example\"}, \"budgetUsd\": 0}";

    @TestHTTPResource("/")
    URI worker;

    @Inject
    Ledger ledger;

    @Inject
    BudgetStore budgets;

    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("pm@care.example", "belay:care:pm"));
    }

    @Test
    void aRecordedReplyIsReadByItsDigest() {
        given().when()
                .get(PATH, recorded().value())
                .then()
                .statusCode(200)
                .body("text", equalTo("Rest [1]."))
                .body("latencyMs", equalTo(412))
                .body("recordedAt", notNullValue())
                .body("simulated", equalTo(true));
    }

    @Test
    void whatIsNotThereIsAProblem() {
        given().when()
                .get(PATH, Digest.of("never asked").value())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", equalTo("Not found"));
    }

    @Test
    void whatIsNoDigestIsAProblem() {
        given().when()
                .get(PATH, "latest")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("expected: sha256:"));
    }

    @Test
    void anErasedReplySaysSo() {
        var digest = recorded();
        given().contentType(ContentType.JSON)
                .body("{\"reason\": \"request 12\"}")
                .when()
                .delete(PATH, digest.value())
                .then()
                .statusCode(204);

        given().when()
                .get(PATH, digest.value())
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", containsString("request 12"));
    }

    @Test
    void nothingIsErasedWithoutAReasonNorByAnotherTeam() {
        var digest = recorded();
        given().auth()
                .oauth2(TestStack.shared().token("bo@billing.example", "belay:billing:pm", "belay:care:engineer"))
                .contentType(ContentType.JSON)
                .body("{\"reason\": \"request 12\"}")
                .when()
                .delete(PATH, digest.value())
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body("{}")
                .when()
                .delete(PATH, digest.value())
                .then()
                .statusCode(422);
        given().when().get(PATH, digest.value()).then().statusCode(200);
    }

    /** Its digest is told to the readers of a run, and equal requests of two teams are one reply. */
    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        var path = "/v1/completions/" + recorded().value();
        var readers = new HashSet<>(EndpointWalk.READERS);
        readers.add(EndpointWalk.STRANGER);

        var differences = new EndpointWalk(worker, "care")
                .expect("GET /v1/completions/{digest}", path, 200, readers)
                .expect(
                        "POST /v1/embeddings",
                        "/v1/embeddings",
                        "{\"completions\": [\"%s\"]}".formatted(recorded().value()),
                        200,
                        readers)
                .expect("GET /v1/observed", "/v1/observed?prompt=care/x", 200, EndpointWalk.READERS)
                .expect("POST /v1/proofs", "/v1/proofs", PROOF, 200, Set.of("engineer", "pm"))
                .expect("GET /v1/proofs/{criteria}", "/v1/proofs/" + proven(), 200, readers)
                .expect("POST /v1/rescorings", "/v1/rescorings", RESCORING, 200, Set.of("engineer", "pm"))
                .expect("DELETE /v1/completions/{digest}", path, "{\"reason\": \"walked\"}", 204, Set.of("pm"))
                .expect("POST /v1/proofs", "/v1/proofs", """
                        {"prompt": "care/letter", "budgetUsd": 0, "criteria": {"owner": "pm@care.example", "mustNot": [
                          {"id": "drug", "says": "names a drug", "bad": ["Take ibuprofen."], "good": ["Rest."],
                           "detect": {"type": "icontains", "value": "ibuprofen"}}]}}""", 200, Set.of("engineer", "pm"))
                .expect("GET /v1/proofs/{criteria}", "/v1/proofs/" + Digest.of("never tried"), 404, readers)
                .differences();

        assertThat(differences).isEmpty();
    }

    @Test
    void operatorsSeeSlotsHealthAndTheApi() {
        given().when().get("/q/metrics").then().statusCode(200).body(containsString("belay_worker_slots_used"));
        given().when().get("/q/health/ready").then().statusCode(200);
        given().when().get("/q/openapi").then().statusCode(200).body(containsString("/v1/completions/{digest}"));
    }

    private static String proven() {
        return given().contentType(ContentType.JSON)
                .body(PROOF)
                .post("/v1/proofs")
                .then()
                .extract()
                .path("criteria");
    }

    private Digest recorded() {
        var run = "ch-" + UUID.randomUUID() + ".1";
        var ask = new Ask(Digest.of(run), run, "care", "simulated", "patient-summary", BigDecimal.ZERO);
        QuarkusTransaction.requiringNew().run(() -> budgets.open(run, BigDecimal.ONE));
        var claim = ((Claim.Granted) ledger.claim(ask)).claim();
        var completion = new Completion(
                ask.request(),
                "care",
                "simulated",
                "patient-summary",
                "Rest [1].",
                "stop",
                412,
                null,
                200,
                12,
                Instant.now(),
                true);
        QuarkusTransaction.requiringNew().run(() -> ledger.record(List.of(new Paid(run, claim, completion))));
        return ask.request();
    }
}
