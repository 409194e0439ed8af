package dev.belay.worker.proving;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.belay.local.stack.TestStack;
import dev.belay.worker.stack.OnTheRealStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProofIT extends OnTheRealStack {

    private static final String FOUND = "{\"pass\": true, \"score\": 1, \"reason\": \"a drug\"}";
    private static final String NOT_FOUND = "{\"pass\": false, \"score\": 0, \"reason\": \"no drug\"}";

    /** Keeps the judge's questions of one test apart from those of the others. */
    private final String salt = UUID.randomUUID().toString();

    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("pm@care.example", "belay:care:pm"));
    }

    @Test
    void examplesAreTriedOnceAndTheProofIsKept() {
        setting.model().replies(question -> question.contains("ibuprofen") ? FOUND : NOT_FOUND);

        var digest = prove("5.00")
                .statusCode(200)
                .body("examples.outcome", contains("proven", "proven"))
                .body("judge", equalTo("openai:gpt-4.1-mini"))
                .extract()
                .<String>path("criteria");
        assertThat(setting.model().asked())
                .as("the bad one twice, the good one once")
                .hasSize(3);
        prove("0").statusCode(200).body("examples.outcome", everyItem(equalTo("proven")));

        assertThat(setting.model().asked()).hasSize(3);
        given().get("/v1/proofs/" + digest)
                .then()
                .statusCode(200)
                .body("criteria", equalTo(digest))
                .body("costUsd", equalTo(0.000168f));
    }

    @Test
    void anExampleThatIsMissedIsNamedAndTriedAgainLater() {
        setting.model().replies(question -> NOT_FOUND);

        prove("5.00")
                .statusCode(200)
                .body("examples.outcome", contains("refuted", "proven"))
                .body("examples[0].mustNot", equalTo("drugs"))
                .body("examples[0].kind", equalTo("bad"))
                .body("examples[0].reason", equalTo("it is not caught"));
    }

    @Test
    void withoutMoneyNothingIsProven() {
        prove("0")
                .statusCode(200)
                .body("examples.outcome", everyItem(equalTo("error")))
                .body("examples[0].reason", containsString("of the run's $0"));
        assertThat(setting.model().asked()).isEmpty();
    }

    @Test
    void whatCannotBeTriedIsAProblem() {
        given().contentType("application/json")
                .body("{\"prompt\": \"care/x\", \"criteria\": {\"owner\": \"\"}, \"budgetUsd\": 1}")
                .post("/v1/proofs")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("/criteria/owner"));
        given().get("/v1/proofs/sha256:" + "0".repeat(64)).then().statusCode(404);
    }

    private ValidatableResponse prove(String budgetUsd) {
        return given().contentType("application/json")
                .body("""
                        {"prompt": "care/visit-summary", "model": "openai:gpt-4.1-mini", "budgetUsd": %s, "criteria": {
                          "owner": "pm@care.example", "mustNot": [{"id": "drugs", "says": "names a drug %s",
                            "bad": ["Take ibuprofen."], "good": ["See a doctor."]}]}}""".formatted(budgetUsd, salt))
                .post("/v1/proofs")
                .then();
    }
}
