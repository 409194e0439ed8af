package dev.belay.worker.execution.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.local.stack.TestStack;
import dev.belay.worker.stack.OnTheRealStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RescoringIT extends OnTheRealStack {

    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("pm@care.example", "belay:care:pm"));
    }

    @Test
    void recordedOutputsAreScoredByOtherCriteriaWithoutACall() {
        setting.publishDocuments(3);
        var opened = setting.opened("rescored", 3, "5.00");
        setting.topics().send("open-" + opened.run(), opened);
        var results = setting.resultsOf(opened.run(), 3).stream()
                .map(EventEnvelope::data)
                .toList();
        int asked = setting.model().asked().size();

        rescore(
                        opened.suite(),
                        opened.candidate().digest(),
                        results,
                        "\"detect\": {\"type\": \"contains\", \"value\": \"Rest\"}")
                .statusCode(200)
                .body("results.outcome", containsInAnyOrder("failed", "failed", "failed"))
                .body("results[0].checks.id", equalTo(List.of("rest")))
                .body("results.task", hasSize(3))
                .body("costUsd", equalTo(0));
        assertThat(setting.model().asked()).hasSize(asked);
    }

    @Test
    void aJudgeIsAskedOnceForEachOutputAndWithinTheBudget() {
        setting.publishDocuments(2);
        var opened = setting.opened("judged", 2, "5.00");
        setting.topics().send("open-" + opened.run(), opened);
        var results = setting.resultsOf(opened.run(), 2).stream()
                .map(EventEnvelope::data)
                .toList();
        setting.model().replies(question -> "{\"pass\": false, \"score\": 0}");

        rescore(opened.suite(), opened.candidate().digest(), results, "\"good\": []")
                .statusCode(200)
                .body("results.outcome", containsInAnyOrder("passed", "passed"))
                .body("results[0].checks[0].judge.model", equalTo("gpt-4.1-mini"));
    }

    private static ValidatableResponse rescore(
            Digest suite, Digest candidate, List<CaseEvaluated> results, String member) {
        JsonNode sent = EventJson.mapper().valueToTree(results);
        return given().contentType("application/json")
                .body("""
                        {"prompt": "care/visit-summary", "suite": "%s", "candidate": "%s", "results": %s, "budgetUsd": 1,
                         "criteria": {"owner": "pm@care.example", "mustNot": [
                           {"id": "rest", "says": "tells the reader to rest", "bad": ["Rest."], %s}]}}""".formatted(suite, candidate, sent, member))
                .post("/v1/rescorings")
                .then();
    }
}
