package dev.belay.registry.rest;

import static dev.belay.local.stack.EndpointWalk.ANYBODY;
import static dev.belay.local.stack.EndpointWalk.READERS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.belay.local.stack.EndpointWalk;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndpointWalkIT extends OnTheRealStack {

    private static final Set<String> AUTHORS = Set.of("engineer", "pm");
    private static final Set<String> PM_ALONE = Set.of("pm");
    private static final String REASON = "{\"reason\": \"walked\"}";

    @TestHTTPResource("/")
    URI registry;

    private final Folder folder = Folder.ofANewPrompt();
    private final String path = "/v1/prompts/" + folder.prompt();

    @Test
    void everyEndpointLetsInWhomItShould() throws Exception {
        // Equal content is one content, whoever has it: this must be no other prompt's, or its readers read it too.
        var own = folder.prompt().replace('/', '-');
        folder.withText("Summarise " + own)
                .withCase(own)
                .with("criteria", Folder.criteria(0.9).replace("cites a note", own));
        var first = folder.publishedBy(Folder.PM).statusCode(200);
        Folder.of(folder.prompt())
                .withText("Second " + own)
                .withCase(own + "-2")
                .publishedBy(Folder.PM);
        var change = text(first, "change");
        var key = as(Folder.PM)
                .body("{\"prompts\": \"%s\", \"environment\": \"staging\"}".formatted(folder.prompt()))
                .post("/v1/keys")
                .<String>path("id");
        var suite = "/v1/suites/" + text(first, "suite.digest");

        var differences = new EndpointWalk(registry, "it")
                .expect("GET /v1/prompts", "/v1/prompts", 200, ANYBODY)
                .expect("GET /v1/prompts/{team}/{name}", path, 200, READERS)
                .expect("GET /v1/prompts/{team}/{name}/versions", path + "/versions", 200, READERS)
                .expect("GET /v1/prompts/{team}/{name}/versions/{number}", path + "/versions/1", 200, READERS)
                .expect("GET /v1/prompts/{team}/{name}/diff", path + "/diff?from=1&to=2", 200, READERS)
                .expect("GET /v1/versions/{digest}", "/v1/versions/" + text(first, "version.digest"), 200, READERS)
                .expect("GET /v1/criteria/{digest}", "/v1/criteria/" + text(first, "criteria.digest"), 200, READERS)
                .expect("GET /v1/suites/{digest}", suite, 200, READERS)
                .expect("GET /v1/suites/{digest}/cases", suite + "/cases", 200, READERS)
                .expect("GET /v1/changes", "/v1/changes?prompt=" + folder.prompt(), 200, READERS)
                .expect("GET /v1/changes", "/v1/changes", 200, ANYBODY)
                .expect("GET /v1/changes/{id}", "/v1/changes/" + change, 200, READERS)
                .expect(
                        "POST /v1/changes",
                        "/v1/changes",
                        "{\"prompt\": \"%s\", \"candidate\": \"1\", \"message\": \"m\"}".formatted(folder.prompt()),
                        201,
                        AUTHORS)
                .expect(
                        "POST /v1/changes/{id}/withdrawals",
                        "/v1/changes/" + change + "/withdrawals",
                        REASON,
                        202,
                        AUTHORS)
                .expect(
                        "POST /v1/prompts/{team}/{name}/versions",
                        path + "/versions",
                        Folder.document(folder.prompt(), "Third " + own),
                        201,
                        AUTHORS)
                .expect(
                        "POST /v1/prompts/{team}/{name}/publications",
                        path + "/publications",
                        folder.json(),
                        200,
                        AUTHORS)
                .expect("POST /v1/prompts/{team}/{name}/cases", path + "/cases", "[]", 200, AUTHORS)
                .expect(
                        "PUT /v1/prompts/{team}/{name}/criteria",
                        path + "/criteria",
                        Folder.criteria(0.9).replace("cites a note", own),
                        200,
                        PM_ALONE)
                .expect("DELETE /v1/prompts/{team}/{name}/cases/{id}", path + "/cases/" + own, 200, PM_ALONE)
                .expect(
                        "DELETE /v1/prompts/{team}/{name}/suites/{number}/content",
                        path + "/suites/1/content",
                        REASON,
                        204,
                        PM_ALONE)
                .expect(
                        "DELETE /v1/prompts/{team}/{name}/versions/{number}/content",
                        path + "/versions/1/content",
                        REASON,
                        204,
                        PM_ALONE)
                .expect("GET /v1/keys", "/v1/keys", 200, ANYBODY)
                .expect(
                        "POST /v1/keys",
                        "/v1/keys",
                        "{\"prompts\": \"it/*\", \"environment\": \"production\"}",
                        201,
                        Set.of("pm", "ops"))
                .expect("DELETE /v1/keys/{id}", "/v1/keys/" + key, 204, Set.of("pm", "ops"))
                .differences();

        assertThat(differences).isEmpty();
    }

    @Test
    void listsShowWhatIsTheCallersAndNothingElse() {
        var change = text(folder.publishedBy(Folder.PM).statusCode(200), "change");

        for (var roles : new String[][] {{"belay:elsewhere:pm"}, {"belay:it:app"}, {"other:it:pm"}}) {
            var token = TestStack.shared().token("somebody@else.example", roles);
            given().auth().oauth2(token).get("/v1/prompts").then().body("prompt", not(hasItem(folder.prompt())));
            given().auth().oauth2(token).get("/v1/changes").then().body("change", not(hasItem(change)));
        }
        var auditor = TestStack.shared().token("auditor@else.example", "belay:elsewhere:auditor");
        given().auth().oauth2(auditor).get("/v1/prompts").then().body("prompt", hasItem(folder.prompt()));
        given().auth().oauth2(auditor).get("/v1/changes").then().body("change", hasItem(change));
    }

    private static String text(ValidatableResponse answer, String path) {
        return answer.extract().path(path);
    }
}
