package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SimulationIT extends OnTheRealStack {

    @Test
    void withoutALiveVersionTheAssumptionDecides() {
        simulate("\"scenario\": \"unchanged\", \"assumed\": 1, \"runs\": 20")
                .statusCode(200)
                .body("approved", equalTo(20))
                .body("recordedCases", equalTo(0))
                // Two cases, five outputs of each, twenty times.
                .body("candidateCalls", equalTo(200));
        simulate("\"scenario\": \"one-case\", \"to\": 0, \"assumed\": 1, \"runs\": 20")
                .statusCode(200)
                .body("rejected", equalTo(20))
                .body("stoppedBy.no-regression", equalTo(20));
        simulate("\"scenario\": \"unchanged\", \"runs\": 200")
                .statusCode(200)
                .body("meanPasses", closeTo(0.98, 1e-6))
                .body("rejected", greaterThan(0));
    }

    @Test
    void whatIsTooMuchOrUnclearIsAProblem() {
        simulate("\"scenario\": \"unchanged\", \"runs\": 1000000")
                .statusCode(400)
                .body("detail", containsString("in one request"));
        simulate("\"scenario\": \"one-case\", \"runs\": 1")
                .statusCode(400)
                .body("detail", containsString("to: missing"));
        simulate("\"scenario\": \"unchanged\", \"runs\": 1, \"assumed\": 2")
                .statusCode(400)
                .body("detail", containsString("assumed: 2.0"));
    }

    private static ValidatableResponse simulate(String members) {
        return given().contentType(ContentType.JSON)
                .config(RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .body("""
                        {"prompt": "care/never", "criteria": {"owner": "pm@care.example", "mustHave": [
                          {"id": "kind", "says": "is kind"}]}, "cases": [{"id": "a"}, {"id": "b"}], "seed": 7, %s}""".formatted(members))
                .post("/v1/simulations")
                .then();
    }
}
