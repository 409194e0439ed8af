package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.ENGINEER;
import static dev.belay.registry.rest.Folder.PM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PiecesIT extends OnTheRealStack {

    private final Folder folder = Folder.ofANewPrompt();
    private final String path = "/v1/prompts/" + folder.prompt();

    @Test
    void criteriaReplaceOnlyThoseThatThePmKnows() {
        var first = putCriteria(PM, 0.9, null).statusCode(201).body("number", equalTo(1));
        putCriteria(PM, 0.9, null).statusCode(200).body("existing", equalTo(true));

        putCriteria(ENGINEER, 0.5, text(first, "digest")).statusCode(403).body("detail", containsString("needs pm"));
        putCriteria(PM, 0.95, null).statusCode(412);
        var second = putCriteria(PM, 0.95, text(first, "digest"))
                .statusCode(201)
                .body("number", equalTo(2))
                .body("weakens", empty());
        putCriteria(PM, 0.8, text(second, "digest"))
                .statusCode(201)
                .body("weakens.kind", contains("weakens"))
                .body("weakens.what", contains("passRate 0.95 → 0.8"));
        putCriteria(PM, 0.99, text(first, "digest"))
                .statusCode(412)
                .contentType("application/problem+json")
                .body("title", containsString("belay pull"));
    }

    @Test
    void casesAreMergedAndOnlyAPmRemovesOne() {
        folder.publishedBy(PM).statusCode(200);
        as(ENGINEER)
                .body("""
                        [{"id": "a", "vars": {"note": "[1] note of a"}},
                         {"id": "new", "vars": {"note": "n"}, "assert": [{"type": "contains", "value": "n"}]}]""")
                .post(path + "/cases")
                .then()
                .statusCode(200)
                .body("added", contains("new"))
                .body("skipped.id", contains("a"))
                .body("number", equalTo(2));

        as(ENGINEER).delete(path + "/cases/new").then().statusCode(403);
        as(PM).delete(path + "/cases/none").then().statusCode(404);
        as(PM).delete(path + "/cases/new").then().statusCode(200).body("cases", equalTo(1));
        given().get(path).then().body("suite.number", equalTo(3));
    }

    @Test
    void versionIsPublishedOnceAndProposedLater() {
        putCriteria(PM, 0.9, null).statusCode(201);
        var document = Folder.document(folder.prompt(), "Summarise.");
        as(PM).body(document).post(path + "/versions").then().statusCode(201).body("number", equalTo(1));
        var version = as(ENGINEER).body(document).post(path + "/versions").then();
        version.statusCode(200).body("existing", equalTo(true));
        propose("1").statusCode(409).body("detail", containsString("no suite"));
        as(PM).body("[{\"id\": \"a\", \"vars\": {\"note\": \"n\"}}]")
                .post(path + "/cases")
                .then()
                .statusCode(200);

        var change = propose("1").statusCode(201).body("withdrawn", empty());
        propose(text(version, "digest")).statusCode(200).body("change", equalTo(text(change, "change")));
        propose("7").statusCode(404);
        given().get("/v1/changes/" + text(change, "change"))
                .then()
                .statusCode(200)
                .body("author", equalTo(ENGINEER))
                .body("candidate.number", equalTo(1))
                .body("aspects", contains("tone"))
                .body("whole", equalTo(true));
    }

    @Test
    void changeIsAskedToBeWithdrawnOnce() {
        var change = text(folder.publishedBy(PM).statusCode(200), "change");
        for (int i = 0; i < 2; i++) {
            as(PM).body("{\"reason\": \"a mistake\"}")
                    .post("/v1/changes/" + change + "/withdrawals")
                    .then()
                    .statusCode(202);
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ChangesTopic.eventsOf(folder.prompt()).size() == 5);
        assertThat(ChangesTopic.eventsOf(folder.prompt()).getLast())
                .isEqualTo(new WithdrawalRequested(folder.prompt(), change, PM, "a mistake"));
        as(PM).body("{\"reason\": \"a mistake\"}")
                .post("/v1/changes/ch-none/withdrawals")
                .then()
                .statusCode(404);
    }

    @Test
    void changesAreListedNewestFirst() {
        var first = text(folder.publishedBy(PM).statusCode(200), "change");
        var second = text(folder.withText("Second.").publishedBy(PM).statusCode(200), "change");

        given().get("/v1/changes?prompt=" + folder.prompt())
                .then()
                .statusCode(200)
                .body("change", contains(second, first));
        given().get("/v1/changes?limit=1").then().statusCode(200).body("size()", equalTo(1));
        given().get("/v1/changes?limit=0").then().statusCode(400);
    }

    private ValidatableResponse propose(String candidate) {
        return as(ENGINEER)
                .body("""
                        {"prompt": "%s", "candidate": "%s", "message": "m", "aspects": ["tone"], "whole": true}""".formatted(folder.prompt(), candidate))
                .post("/v1/changes")
                .then();
    }

    private ValidatableResponse putCriteria(String actor, double passRate, String replaced) {
        var request = as(actor).body(Folder.criteria(passRate));
        return (replaced == null ? request : request.header("If-Match", "\"" + replaced + "\""))
                .put(path + "/criteria")
                .then();
    }

    private static String text(ValidatableResponse answer, String path) {
        return answer.extract().path(path);
    }
}
