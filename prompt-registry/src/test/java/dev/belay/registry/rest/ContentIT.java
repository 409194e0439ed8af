package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.ENGINEER;
import static dev.belay.registry.rest.Folder.PM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.belay.contracts.canonical.CanonicalJson;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContentIT extends OnTheRealStack {

    private final Folder folder = Folder.ofANewPrompt();

    @Test
    void contentIsReadByItsDigestAndKeptForAsLongAsOneLikes() {
        var published = folder.publishedBy(PM).statusCode(200);
        for (var kind : new String[] {"version", "criteria", "suite"}) {
            var digest = text(published, kind + ".digest");
            var path = "/v1/" + (kind.equals("criteria") ? kind : kind + "s") + "/" + digest;

            var body = given().get(path)
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("Cache-Control", "private, max-age=31536000, immutable")
                    .header("ETag", "\"" + digest + "\"")
                    .extract()
                    .asString();

            assertThat(CanonicalJson.of(body).text()).isEqualTo(body);
            assertThat(CanonicalJson.of(body).digest().value()).isEqualTo(digest);
            given().header("If-None-Match", "\"" + digest + "\"")
                    .get(path)
                    .then()
                    .statusCode(304);
        }
    }

    @Test
    void digestOfOneKindIsNotFoundAmongAnother() {
        var digest = text(folder.publishedBy(PM), "criteria.digest");

        given().get("/v1/versions/" + digest).then().statusCode(404).contentType("application/problem+json");
        given().get("/v1/versions/sha256:12").then().statusCode(400).body("detail", containsString("64"));
    }

    @Test
    void promptsAreListedWithTheirNewest() {
        folder.publishedBy(PM).statusCode(200);
        Folder.of(folder.prompt()).withText("Second.").publishedBy(PM).statusCode(200);

        given().get("/v1/prompts")
                .then()
                .statusCode(200)
                .body("find { it.prompt == '" + folder.prompt() + "' }.version.number", equalTo(2))
                .body("prompt", hasItem(folder.prompt()));
        given().get("/v1/prompts/" + folder.prompt())
                .then()
                .statusCode(200)
                .body("criteria.owner", equalTo(PM))
                .body("suite.cases", equalTo(1));
    }

    @Test
    void versionsNameTheirAuthorAndParent() {
        var first = text(folder.publishedBy(PM), "version.digest");
        Folder.of(folder.prompt()).withText("Second.").withText("parent", first).publishedBy(ENGINEER);

        given().get("/v1/prompts/" + folder.prompt() + "/versions")
                .then()
                .statusCode(200)
                .body("number", equalTo(List.of(1, 2)))
                .body("[0].parent", nullValue())
                .body("[1].parent", equalTo(first))
                .body("[1].author", equalTo(ENGINEER));
        given().get("/v1/prompts/" + folder.prompt() + "/versions/2")
                .then()
                .statusCode(200)
                .body("document.messages[0].content", equalTo("Second."))
                .body("document.model.provider", equalTo("simulated"));
        given().get("/v1/prompts/" + folder.prompt() + "/versions/3").then().statusCode(404);
    }

    @Test
    void versionsDifferLineByLineAndWordByWord() {
        folder.publishedBy(PM).statusCode(200);
        Folder.of(folder.prompt()).withText("Summarise briefly.").publishedBy(PM);
        var path = "/v1/prompts/" + folder.prompt() + "/diff?from=1&to=2";

        var unified = given().get(path)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();
        assertThat(unified).contains("--- v1/prompt.yaml", "+++ v2/prompt.yaml").containsPattern("(?m)^\\+.*briefly");
        given().get(path + "&format=words")
                .then()
                .statusCode(200)
                .body("messages", hasSize(2))
                .body("messages[0].pieces.op", equalTo(List.of("equal", "insert", "equal")))
                .body("messages[0].pieces[1].text", equalTo(" briefly"));
        given().get(path + "&format=html").then().statusCode(400);
    }

    @Test
    void erasedVersionIsGoneButNotForgotten() {
        var digest = text(folder.publishedBy(PM), "version.digest");
        var path = "/v1/prompts/" + folder.prompt() + "/versions/1";
        erase(path + "/content", ENGINEER).statusCode(403).body("detail", containsString("needs pm"));

        erase(path + "/content", PM).statusCode(204);

        given().get("/v1/versions/" + digest)
                .then()
                .statusCode(410)
                .body("type", equalTo("/problems/erased"))
                .body("detail", containsString("a name in it"));
        given().get(path).then().statusCode(410);
        given().get(path.replace("/1", "")).then().statusCode(200).body("digest", hasItem(digest));
        folder.publishedBy(PM).statusCode(409).body("type", equalTo("/problems/erased"));
    }

    @Test
    void olderSuiteIsErasedAndTheOneInUseIsNot() {
        // Equal suites are one content, whoever has them: this one must be no other test's.
        folder.withCase("of-" + folder.prompt().replace('/', '-'));
        var first = text(folder.publishedBy(PM), "suite.digest");
        var path = "/v1/prompts/" + folder.prompt() + "/suites/";
        erase(path + "1/content", PM).statusCode(409);
        Folder.of(folder.prompt()).withCase("b", "note").publishedBy(PM).statusCode(200);

        erase(path + "1/content", PM).statusCode(204);

        given().get("/v1/suites/" + first).then().statusCode(410);
    }

    private static ValidatableResponse erase(String path, String actor) {
        return as(actor).body("{\"reason\": \"a name in it\"}").delete(path).then();
    }

    private static String text(ValidatableResponse answer, String path) {
        return answer.statusCode(200).extract().path(path);
    }
}
