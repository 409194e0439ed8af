package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.ENGINEER;
import static dev.belay.registry.rest.Folder.PM;
import static dev.belay.registry.rest.ManyCases.aCase;
import static dev.belay.registry.rest.ManyCases.cases;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.registry.domain.Content;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SuiteIT extends OnTheRealStack {

    private static final int MANY = 20_000;

    @Inject
    DataSource dataSource;

    private final Folder folder = Folder.ofANewPrompt();
    private final String path = "/v1/prompts/" + folder.prompt();

    @Test
    void manyCasesAreOneSuiteThatIsReadWholeAndInPages() throws Exception {
        var cases = cases(MANY);
        var document = new SuiteDocument(cases);
        var canonical = Content.of(document);

        var published = publish(cases)
                .body("suite.cases", equalTo(MANY))
                .body("suite.added", hasSize(100))
                .body("suite.addedCount", equalTo(MANY));

        assertThat(digest(published)).isEqualTo(canonical.digest().value());
        var whole = given().get("/v1/suites/" + digest(published))
                .then()
                .statusCode(200)
                .header("ETag", "\"" + digest(published) + "\"")
                .header("Cache-Control", "private, max-age=31536000, immutable");
        assertThat(whole.extract().asString()).isEqualTo(canonical.text());
        assertThat(paged(digest(published), 999)).isEqualTo(document.cases());
    }

    @Test
    void nextSuiteStoresOnlyWhatIsNewAndErasingTheFirstOnlyWhatNobodyElseHas() throws Exception {
        var first = digest(publish(cases(3_000)));
        assertThat(stored()).isEqualTo(3_000);

        var second = publish(List.of(aCase(7, "more"), aCase(3_000), aCase(1)))
                .body("suite.cases", equalTo(3_001))
                .body("suite.added", contains(aCase(3_000).id()))
                .body("suite.changed", contains(aCase(7).id()))
                .body("suite.changedCount", equalTo(1))
                .body("suite.skippedCount", equalTo(0));
        assertThat(stored()).isEqualTo(3_002);

        erase(1).statusCode(204);

        given().get("/v1/suites/" + first).then().statusCode(410);
        given().get("/v1/suites/" + first + "/cases").then().statusCode(410);
        assertThat(stored()).as("all but the old text of the changed case").isEqualTo(3_001);
        assertThat(paged(digest(second), 1_000)).hasSize(3_001).contains(aCase(7, "more"), aCase(2_999));
        publish(List.of(aCase(7, "more"))).body("suite.number", equalTo(2));
        erase(2).statusCode(409).body("detail", containsString(folder.prompt()));
    }

    @Test
    void suiteThatComesBackIsTheOneOfBefore() throws Exception {
        var first = digest(publish(cases(10)));
        publish(List.of(aCase(10)));
        long listed = count("select count(*) from listed_case");

        as(PM).delete(path + "/cases/" + aCase(10).id())
                .then()
                .statusCode(200)
                .body("number", equalTo(3))
                .body("digest", equalTo(first))
                .body("cases", equalTo(10));

        assertThat(count("select count(*) from listed_case")).isEqualTo(listed);
    }

    @Test
    void equalSuiteOfAnotherPromptKeepsItFromBeingErased() throws Exception {
        var prefix = folder.prompt().replace('/', '-');
        folder.withCase(prefix);
        var digest = digest(folder.publishedBy(PM).statusCode(200));
        var other = Folder.ofANewPrompt().withCase(prefix);
        assertThat(digest(other.publishedBy(PM).statusCode(200))).isEqualTo(digest);
        publish(List.of(aCase(1)));

        erase(1).statusCode(409).body("detail", containsString(other.prompt()));

        given().get("/v1/suites/" + digest).then().statusCode(200);
        Folder.of(other.prompt())
                .withCase(prefix + "2")
                .publishedBy(ENGINEER)
                .statusCode(200)
                .body("suite.cases", equalTo(3));
    }

    @Test
    void casesMayComeBeforeEverythingElse() throws Exception {
        var body = EventJson.mapper().createObjectNode();
        body.set("cases", EventJson.mapper().valueToTree(cases(600)));
        body.put("message", "cases first");
        body.set("criteria", EventJson.mapper().readTree(Folder.criteria(0.9)));
        body.set("document", EventJson.mapper().readTree(Folder.document(folder.prompt(), "For {{reader}}.")));

        post(body.toString())
                .statusCode(422)
                .body("detail", containsString("600 mistakes"))
                .body("errors", hasSize(100))
                .body("errors[0].field", equalTo("/cases/0/vars"))
                .body("errors[0].message", containsString("{{reader}}"));
        given().get(path).then().statusCode(404);
        assertThat(stored()).isZero();

        body.set("document", EventJson.mapper().readTree(Folder.document(folder.prompt(), "Summarise.")));
        post(body.toString()).statusCode(200).body("suite.cases", equalTo(600));
    }

    @Test
    void brokenEndOfManyCasesChangesNothing() throws Exception {
        var whole = body(cases(2_000));

        post(whole.substring(0, whole.length() - 20)).statusCode(400).contentType("application/problem+json");
        post(whole.replace("\"id\":\"case-1999\"", "\"id\":\"case-1998\""))
                .statusCode(422)
                .body("errors.field", contains("/cases/1999/id"))
                .body("errors[0].message", containsString("case 1999 of this list"));

        assertThat(stored()).isZero();
        given().get(path).then().statusCode(404);
    }

    @Test
    void caseOfManyMebibytesIsRefused() throws Exception {
        post(body(List.of(aCase(1, "x".repeat(5 << 20)))))
                .statusCode(413)
                .body("detail", containsString("4096 KiB"))
                .body("type", equalTo("/problems/too-large"));
    }

    @Test
    void pageBeginsWithTheCaseThatIsAskedFor() throws Exception {
        var digest = digest(publish(cases(300)));
        var cases = "/v1/suites/" + digest + "/cases";

        given().queryParam("from", "case-150")
                .queryParam("limit", 2)
                .get(cases)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .body("id", contains("case-150", "case-151"));
        given().get(cases).then().body("", hasSize(256)).body("[0].id", equalTo("case-0"));
        given().get(cases + "?from=case-1500").then().statusCode(404).body("detail", containsString("case-1500"));
        given().get(cases + "?limit=0").then().statusCode(400);
        given().get(cases + "?limit=1001").then().statusCode(400);
        given().get("/v1/suites/sha256:" + "0".repeat(64) + "/cases").then().statusCode(404);
    }

    @Test
    void suiteWithoutCasesIsAnEmptyList() {
        var empty = Folder.of(folder.prompt()).withCriteria(0.9).publishedBy(PM).statusCode(200);

        given().get("/v1/suites/" + digest(empty)).then().statusCode(200).body("cases", empty());
        given().get("/v1/suites/" + digest(empty) + "/cases")
                .then()
                .statusCode(200)
                .body("", empty());
    }

    private List<Case> paged(String digest, int limit) throws Exception {
        var cases = new ArrayList<Case>();
        while (true) {
            var request = given().queryParam("limit", limit);
            if (!cases.isEmpty()) {
                request.queryParam("from", cases.removeLast().id());
            }
            var page = request.get("/v1/suites/" + digest + "/cases")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(CanonicalJson.of("{\"page\":" + page + "}").text()).isEqualTo("{\"page\":" + page + "}");
            var read = List.of(EventJson.mapper().readValue(page, Case[].class));
            cases.addAll(read);
            if (read.size() < limit) {
                return cases;
            }
        }
    }

    private ValidatableResponse publish(List<Case> cases) throws Exception {
        return post(body(cases)).statusCode(200);
    }

    private String body(List<Case> cases) throws Exception {
        var body = EventJson.mapper().createObjectNode();
        body.put("message", "many");
        body.set("document", EventJson.mapper().readTree(Folder.document(folder.prompt(), "Summarise.")));
        body.set("criteria", EventJson.mapper().readTree(Folder.criteria(0.9)));
        body.set("cases", EventJson.mapper().valueToTree(cases));
        return body.toString();
    }

    private ValidatableResponse post(String body) {
        return as(PM).body(body).post(path + "/publications").then();
    }

    private ValidatableResponse erase(int number) {
        return as(PM).body("{\"reason\": \"a name in it\"}")
                .delete(path + "/suites/" + number + "/content")
                .then();
    }

    private static String digest(ValidatableResponse published) {
        return published.extract().path("suite.digest");
    }

    private long stored() throws SQLException {
        return count("select count(*) from eval_case where prompt = '" + folder.prompt() + "'");
    }

    private long count(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.createStatement();
                var row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
