package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.PM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.document.CriteriaProof.Example;
import dev.belay.contracts.document.CriteriaProof.Kind;
import dev.belay.contracts.document.CriteriaProof.Outcome;
import dev.belay.contracts.event.EventJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Criteria that only a judge can try are published when a worker proved their examples. */
@QuarkusTest
@QuarkusTestResource(FakeWorker.class)
class ProvenIT extends OnTheRealStack {

    private final String criteria = """
            {"owner": "pm@care.example", "mustNot": [
              {"id": "drugs", "says": "names a drug %s", "bad": ["Take ibuprofen."], "good": ["See a doctor."]}]}""".formatted(UUID.randomUUID());

    private final String prompt = "it/" + UUID.randomUUID();

    @AfterEach
    void mend() {
        FakeWorker.broken = false;
    }

    @Test
    void criteriaThatWereNeverTriedAreRefused() {
        put().statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unproven"))
                .body("detail", containsString("belay criteria check"));
    }

    @Test
    void criteriaThatMissAnExampleAreRefusedWithItsName() throws JsonProcessingException {
        proof(Outcome.REFUTED);

        put().statusCode(422)
                .body("errors.message", contains("mustNot drugs, bad[0]: it is not caught"))
                .body("errors.field", contains("/criteria/mustNot"));
    }

    @Test
    void provenCriteriaArePublished() throws JsonProcessingException {
        proof(Outcome.PROVEN);

        put().statusCode(201);
        given().get("/v1/prompts/" + prompt).then().body("criteria.number", equalTo(1));
    }

    @Test
    void whatNobodyCanLookUpIsNotPublished() {
        FakeWorker.broken = true;

        put().statusCode(503).body("detail", containsString("nothing was published"));
        given().get("/v1/prompts/" + prompt).then().statusCode(404);
    }

    @Test
    void aFolderWithUnprovenCriteriaIsRefusedWhole() {
        var folder = Folder.of(prompt).withCase("a", "seen", "doctor").with("criteria", criteria);

        folder.publishedBy(PM).statusCode(422).body("type", equalTo("/problems/unproven"));
        given().get("/v1/prompts/" + prompt).then().statusCode(404);
    }

    private void proof(Outcome ofTheBad) throws JsonProcessingException {
        var document = EventJson.mapper().readValue(criteria, CriteriaDocument.class);
        Digest digest = CanonicalJson.of(document, EventJson.mapper()).digest();
        var reason = ofTheBad == Outcome.PROVEN ? null : "it is not caught";
        var examples = List.of(
                new Example("drugs", Kind.BAD, 0, ofTheBad, reason),
                new Example("drugs", Kind.GOOD, 0, Outcome.PROVEN, null));
        var proof = new CriteriaProof(digest, "openai:gpt-4.1-mini", examples, BigDecimal.ZERO, Instant.EPOCH);
        assertThat(proof.holds()).isEqualTo(ofTheBad == Outcome.PROVEN);
        FakeWorker.PROOFS.put(digest.value(), EventJson.mapper().writeValueAsString(proof));
    }

    private ValidatableResponse put() {
        return as(PM).contentType("application/json")
                .body(criteria)
                .put("/v1/prompts/" + prompt + "/criteria")
                .then();
    }
}
