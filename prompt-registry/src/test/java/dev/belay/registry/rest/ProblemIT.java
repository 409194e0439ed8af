package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.PM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemIT extends OnTheRealStack {

    private static final String PUBLICATIONS = "/v1/prompts/it/problem/publications";

    /** A connection that is left open would otherwise hold the test for half an hour. */
    private static final int PATIENCE_MILLIS = 30_000;

    @Test
    void brokenJsonIsToldWithItsLineAndColumn() {
        problem(post("{\n  \"message\": oops\n}"), 400)
                .body("detail", containsString("line 2, column"))
                .body("errors[0].line", equalTo(2));
    }

    @Test
    void unknownFieldIsToldByName() {
        problem(post("{\"document\": {}, \"criteriabase\": null, \"message\": \"m\"}"), 400)
                .body("detail", containsString("unknown field \"criteriabase\""))
                .body("detail", containsString("criteriaBase"))
                .body("errors[0].field", equalTo("/criteriabase"));
    }

    @Test
    void mistypedFieldIsToldByName() {
        problem(post("{\"document\": {}, \"message\": \"m\", \"budgetUsd\": \"much\"}"), 400)
                .body("errors[0].field", equalTo("/budgetUsd"));
        problem(post("{\"document\": {}, \"message\": \"m\", \"criteriaBase\": \"sha1:1\"}"), 400)
                .body("errors[0].field", equalTo("/criteriaBase"));
        problem(post("[]"), 400);
        problem(post(""), 400);
        problem(post("null"), 400);
    }

    @Test
    void documentUnderAnotherPromptsAddressIsRefused() {
        var folder = Folder.ofANewPrompt();
        problem(
                        as(PM).body("{\"message\": \"m\", \"document\": " + Folder.document("it/other", "x") + "}")
                                .post("/v1/prompts/" + folder.prompt() + "/publications")
                                .then(),
                        422)
                .body("errors[0].field", equalTo("/document/name"));
    }

    @Test
    void promptOverHalfAMebibyteIsRefused() {
        problem(Folder.ofANewPrompt().withText("x".repeat(3_000_000)).publishedBy(PM), 422)
                .body("errors[0].message", containsString("512"));
    }

    @Test
    void bodyOverTheLimitIsAProblem() throws IOException {
        try (var client = new Socket("127.0.0.1", RestAssured.port)) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.getOutputStream()
                    .write(("POST " + PUBLICATIONS + " HTTP/1.1\r\nHost: belay\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 600000000\r\nConnection: close\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "may have 512M at most");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/nothing", "/v1/prompts/it/none", "/v1/prompts/it/none/versions", "/v1/changes/ch-none"})
    void whatIsNotThereIsAProblem(String path) {
        problem(given().get(path).then(), 404);
    }

    @Test
    void otherProtocolMistakesAreProblems() {
        problem(given().delete("/v1/prompts").then(), 405);
        problem(as(PM).contentType("text/plain").body("x").post(PUBLICATIONS).then(), 415);
        problem(given().accept("image/png").get("/v1/prompts").then(), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/health/ready", "/q/metrics"})
    void operatorsFindWhatTheyLookFor(String path) {
        given().get(path).then().statusCode(200);
    }

    private static ValidatableResponse post(String body) {
        return as(PM).body(body).post(PUBLICATIONS).then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        var body = answer.extract().asString();
        assertThat(body).doesNotContain("Exception", "\tat ");
        return answer.statusCode(status).contentType("application/problem+json").body("status", equalTo(status));
    }
}
