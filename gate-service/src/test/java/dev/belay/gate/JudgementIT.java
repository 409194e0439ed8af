package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent.ReviewSubmitted;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import dev.belay.contracts.release.DeploymentEvent.Kind;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes that wait for people, and what people can and cannot do about it. */
@QuarkusTest
class JudgementIT extends OnTheRealStack {

    private static final String ENGINEER = "belay:care:engineer";
    private static final String PM = "belay:care:pm";
    /** The author of every change of a {@link Scene}. */
    private static final String DEV = "dev@care.example";

    private static final String PAULA = "paula@care.example";

    @Test
    void aChangeOfToneIsReviewedAndWhoAcceptsAControlReviewsAgain() {
        var scene = live("tone");
        handOff(scene);
        measured(scene, proposeToPeople(scene, "ch-tone000001", 2, Aspect.TONE));
        var heldBack = the(ChangeHeldBack.class, event -> event.change().equals("ch-tone000001"));
        assertThat(heldBack.waitsFor()).contains("pm: review 12 outputs");

        post(DEV, PM, "/v1/reviews", Map.of("change", "ch-tone000001"))
                .statusCode(403)
                .body("detail", containsString("nobody judges their own change"));
        post("ben@care.example", ENGINEER, "/v1/reviews", Map.of("change", "ch-tone000001"))
                .statusCode(403);

        var first = sheet(PAULA, "ch-tone000001");
        assertThat(first.getList("pairs")).hasSize(13);
        assertThat(first.getString("pairs"))
                .doesNotContain("candidate")
                .doesNotContain("baseline")
                .doesNotContain("ch-");
        accept(first, Set.of());
        submit(PAULA, first.getString("review"))
                .statusCode(200)
                .body("isVoid", equalTo(true))
                .body("acceptedControls[0].mustNot", equalTo("drug"));
        var inReview = given().auth().oauth2(token(PAULA, PM)).get("/v1/inbox").then();
        inReview.body("change", hasItem("ch-tone000001"));
        inReview.body("find { it.change == 'ch-tone000001' }.needs[0].says", containsString("void"));

        var second = sheet(PAULA, "ch-tone000001");
        assertThat(second.getString("review")).isNotEqualTo(first.getString("review"));
        accept(second, containing(second, "ibuprofen"));
        submit(PAULA, second.getString("review")).statusCode(200).body("isVoid", equalTo(false));

        var approved = the(ChangeApproved.class, event -> event.change().equals("ch-tone000001"));
        assertThat(approved.decision().findings())
                .filteredOn(finding -> finding.rule() == Rule.REVIEW)
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.PASSED))
                .satisfies(finding -> assertThat(finding.summary()).contains("accepted 12 of 12"));
        assertThat(events(ReviewSubmitted.class, event -> "ch-tone000001".equals(event.change())))
                .extracting(ReviewSubmitted::controlsAccepted)
                .containsExactlyInAnyOrder(1, 0);
        the(PromoteOrdered.class, event -> event.change().equals("ch-tone000001"));
        given().auth()
                .oauth2(token(PAULA, PM))
                .get("/v1/decisions/ch-tone000001.1/replay")
                .then()
                .body("same", equalTo(true));
        given().auth().oauth2(token(PAULA, PM)).get("/v1/inbox").then().body("change", not(hasItem("ch-tone000001")));
    }

    @Test
    void aReviewIsGoneOnWithWhereItWasLeftAndARejectedOutputRejects() {
        var scene = live("resumed");
        handOff(scene);
        measured(scene, proposeToPeople(scene, "ch-resumed001", 2, Aspect.PERSONA));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-resumed001"));

        var sheet = sheet(PAULA, "ch-resumed001");
        say(PAULA, sheet.getString("review"), List.of(Map.of("item", 1, "a", false, "b", false, "comment", "stiff")))
                .statusCode(200)
                .body("open.size()", equalTo(12));
        submit(PAULA, sheet.getString("review")).statusCode(409).body("detail", containsString("no verdict yet"));
        var again = sheet(PAULA, "ch-resumed001");
        assertThat(again.getString("review")).isEqualTo(sheet.getString("review"));
        assertThat(again.getList("pairs.a")).isEqualTo(sheet.getList("pairs.a"));
        assertThat(again.getString("verdicts[0].comment")).isEqualTo("stiff");
        say("ralf@care.example", sheet.getString("review"), List.of()).statusCode(403);

        var verdicts = new ArrayList<Map<String, Object>>();
        again.getList("pairs.item", Integer.class)
                .forEach(item -> verdicts.add(Map.of("item", item, "a", false, "b", false)));
        say(PAULA, sheet.getString("review"), verdicts).statusCode(200).body("open.size()", equalTo(0));
        submit(PAULA, sheet.getString("review")).statusCode(200).body("rejected", equalTo(12));

        the(ChangeRejected.class, event -> event.change().equals("ch-resumed001"));
        assertThat(conclusion("ch-resumed001")).isEqualTo("rejected");
    }

    @Test
    void verdictsThatComeTogetherAreAllKeptAndAReviewEndsOnce() {
        var scene = live("together");
        handOff(scene);
        measured(scene, proposeToPeople(scene, "ch-together01", 2, Aspect.TONE));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-together01"));
        var sheet = sheet(PAULA, "ch-together01");
        var review = sheet.getString("review");
        var controls = containing(sheet, "ibuprofen");

        sheet.getList("pairs.item", Integer.class).parallelStream()
                .forEach(item -> say(
                                PAULA,
                                review,
                                List.of(Map.of(
                                        "item", item, "a", !controls.contains(item), "b", !controls.contains(item))))
                        .statusCode(200));
        var ended = IntStream.range(0, 4)
                .parallel()
                .map(i -> submit(PAULA, review).extract().statusCode())
                .boxed()
                .toList();

        assertThat(ended).containsOnlyOnce(200).containsOnly(200, 409);
        the(ChangeApproved.class, event -> event.change().equals("ch-together01"));
        stays(() -> assertThat(events(ReviewSubmitted.class, event -> "ch-together01".equals(event.change())))
                .hasSize(1));
    }

    @Test
    void aSafetyAdjacentChangeWaitsForASignOffWhateverTheEvalsSay() {
        var scene = live("safety");
        handOff(scene);
        measured(scene, proposeToPeople(scene, "ch-safety0001", 2, Aspect.SAFETY));
        var heldBack = the(ChangeHeldBack.class, event -> event.change().equals("ch-safety0001"));
        assertThat(heldBack.waitsFor()).isEqualTo("pm: sign off, or let it be (belay sign-off ch-safety0001)");

        var body = Map.of("change", "ch-safety0001");
        post(DEV, PM, "/v1/sign-offs", body).statusCode(403).body("type", equalTo("/problems/four-eyes"));
        post("ben@care.example", ENGINEER, "/v1/sign-offs", body).statusCode(403);
        post("vic@care.example", "belay:care:viewer", "/v1/sign-offs", body).statusCode(403);
        stays(() -> assertThat(decisions("ch-safety0001")).hasSize(1));

        post(PAULA, PM, "/v1/sign-offs", body).statusCode(200).body("by", equalTo(PAULA));
        the(ChangeApproved.class, event -> event.change().equals("ch-safety0001"));
        assertThat(events(SignOffGiven.class, event -> "ch-safety0001".equals(event.change())))
                .singleElement()
                .satisfies(signed -> assertThat(signed.candidate())
                        .isEqualTo(scene.version(2).digest()));
        post(PAULA, PM, "/v1/sign-offs", body).statusCode(409);
    }

    @Test
    void whatAlreadyRunsIsAdoptedByAPmOnceAndSaysSoForEver() {
        var scene = new Scene("adopted", registry, 3);
        propose(scene, "ch-adopted001", 1, true);
        var body = Map.of("change", "ch-adopted001", "reason", "in production since March");

        post("ben@care.example", ENGINEER, "/v1/adoptions", body).statusCode(403);
        post(PAULA, PM, "/v1/adoptions", body).statusCode(200).body("version.number", equalTo(1));

        var promote = the(PromoteOrdered.class, event -> event.change().equals("ch-adopted001"));
        assertThat(promote.expects()).isZero();
        assertThat(events(VersionAdopted.class, event -> event.change().equals("ch-adopted001")))
                .singleElement()
                .satisfies(adopted -> assertThat(adopted.by()).isEqualTo(PAULA));
        post(PAULA, PM, "/v1/adoptions", body).statusCode(409).body("detail", containsString("adopted before"));
        platform.publish("d/adopted", scene.applied(promote.release(), 1, 1, "ch-adopted001", Set.of()), TWICE);
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        post(PAULA, PM, "/v1/adoptions", body)
                .statusCode(409)
                .body("detail", containsString("is live as deployment 1"));
    }

    @Test
    void aSmallTeamWithOnePmIsNotDeadlocked() {
        post(PAULA, PM, "/v1/policies/solo", Map.of("policy", "small-team")).statusCode(405);
        given().auth()
                .oauth2(token(PAULA, "belay:solo:pm"))
                .contentType(ContentType.JSON)
                .body(Map.of("policy", "small-team"))
                .put("/v1/policies/solo")
                .then()
                .statusCode(200);
        var scene = new Scene("solo/first", registry, 3);
        measured(scene, proposeToPeople(scene, "ch-solo000001", 1));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-solo000001"));

        post("ben@care.example", "belay:solo:engineer", "/v1/sign-offs", Map.of("change", "ch-solo000001"))
                .statusCode(200);
        the(ChangeApproved.class, event -> event.change().equals("ch-solo000001"));
    }

    @Test
    void aPromptIsHandedOffOnlyWhenItIsSafeAndUntilThenEveryChangeIsSigned() {
        var scene = live("ownership");
        measured(scene, proposeToPeople(scene, "ch-owned00001", 2));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-owned00001"));

        var path = "/v1/handoffs/" + scene.prompt;
        post("ben@care.example", ENGINEER, path, Map.of("to", "engineers", "reason", "x"))
                .statusCode(403);
        post(PAULA, PM, path, Map.of("to", "engineers", "reason", "x"))
                .statusCode(409)
                .body("detail", containsString("no failure mode"))
                .body("detail", containsString("belay rollback"));
        given().auth()
                .oauth2(token(PAULA, PM))
                .get(path)
                .then()
                .body("owner", equalTo("pm"))
                .body("conditions.find { it.name == 'acceptance' }.holds", equalTo(true))
                .body("conditions.find { it.name == 'rollback' }.holds", equalTo(false));

        var now = Instant.now();
        platform.publish(
                "d/rolled-back",
                new ReleaseApplied(
                        scene.prompt,
                        "staging",
                        "rb-1",
                        9,
                        Kind.ROLLBACK,
                        2,
                        scene.version(1),
                        scene.version(2),
                        null,
                        0,
                        Set.of(),
                        now,
                        now,
                        null,
                        "pm@care.example"),
                TWICE);
        stays(() -> assertThat(count("select count(*) from rollback_used where prompt = '" + scene.prompt + "'"))
                .isZero());
    }

    @Test
    void anOverrideIsAPmsAndSeenForEverAndNeverOfAMustNot() {
        var scene = live("overridden");
        handOff(scene);
        var run = proposeToPeople(scene, "ch-override01", 2);
        var tasks = scene.tasks(run);
        tasks.subList(1, tasks.size()).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        platform.publish("r/err", scene.errored(tasks.getFirst()));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-override01"));

        var until = Instant.now().plus(Duration.ofDays(2)).toString();
        var override = new HashMap<String, Object>(Map.of(
                "prompt", scene.prompt, "rule", "must-not", "criterion", "drug", "reason", "known", "until", until));
        post(PAULA, PM, "/v1/overrides", override)
                .statusCode(400)
                .body("detail", containsString("cannot be overridden"));
        override.put("rule", "must-have");
        post("ben@care.example", ENGINEER, "/v1/overrides", override).statusCode(403);
        post("dev@care.example", PM, "/v1/overrides", override)
                .statusCode(403)
                .body("detail", containsString("nobody overrides what is found of their own change"));
        for (var finding : List.of(
                List.of("must-have", "cites"), List.of("no-regression", ""), List.of("quality-threshold", ""))) {
            override.put("rule", finding.get(0));
            override.put("criterion", finding.get(1).isEmpty() ? null : finding.get(1));
            post(PAULA, PM, "/v1/overrides", override).statusCode(200);
        }
        // The must-not could not be judged for one output, and no override covers that.
        stays(() -> assertThat(conclusion("ch-override01")).isEmpty());
        given().auth()
                .oauth2(token(PAULA, PM))
                .get("/v1/decisions/ch-override01.1")
                .then()
                .body("decision.findings.find { it.rule == 'must-have' }.outcome", equalTo("passed"))
                .body(
                        "decision.findings.find { it.rule == 'must-have' }.summary",
                        containsString("overridden by " + PAULA))
                .body("decision.findings.find { it.rule == 'must-not' }.outcome", equalTo("inconclusive"));
        given().auth()
                .oauth2(token(PAULA, PM))
                .get("/v1/overrides?prompt=" + scene.prompt)
                .then()
                .body("size()", equalTo(3));
    }

    @Test
    void aCaseThatAPmSetsAsideBlocksNobodyByChance() {
        var scene = live("flaky");
        handOff(scene);
        var until = Instant.now().plus(Duration.ofDays(14)).toString();
        var quarantine = Map.<String, Object>of(
                "prompt", scene.prompt, "caseId", "case-0", "owner", "ben", "reason", "it flickers", "until", until);
        post("ben@care.example", ENGINEER, "/v1/quarantines", quarantine).statusCode(403);
        post(PAULA, PM, "/v1/quarantines", quarantine).statusCode(200);

        var run = proposeToPeople(scene, "ch-setaside1", 2);
        var tasks = scene.tasks(run);
        tasks.forEach(task -> platform.publish("r/" + task.task(), scene.passed(task)));
        the(ChangeApproved.class, event -> event.change().equals("ch-setaside1"));

        given().auth()
                .oauth2(token(PAULA, PM))
                .get("/v1/decisions/ch-setaside1.1")
                .then()
                .body(
                        "decision.findings.find { it.rule == 'no-regression' }.summary",
                        containsString("in quarantine: case-0 (ben"));
    }

    private static JsonPath sheet(String who, String change) {
        return post(who, PM, "/v1/reviews", Map.of("change", change))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Accepts every output but those of the items that are named. */
    private static void accept(JsonPath sheet, Set<Integer> rejected) {
        var verdicts = sheet.getList("pairs.item", Integer.class).stream()
                .map(item -> Map.<String, Object>of(
                        "item", item, "a", !rejected.contains(item), "b", !rejected.contains(item)))
                .toList();
        say(PAULA, sheet.getString("review"), verdicts).statusCode(200).body("open.size()", equalTo(0));
    }

    private static Set<Integer> containing(JsonPath sheet, String text) {
        return Set.copyOf(sheet.getList(
                "pairs.findAll { it.a.contains('%s') || it.b.contains('%s') }.item".formatted(text, text),
                Integer.class));
    }

    private static ValidatableResponse say(String who, String review, Object verdicts) {
        return given().auth()
                .oauth2(token(who, PM))
                .contentType(ContentType.JSON)
                .body(verdicts)
                .put("/v1/reviews/" + review + "/verdicts")
                .then();
    }

    private static ValidatableResponse submit(String who, String review) {
        return post(who, PM, "/v1/reviews/" + review + "/submission", Map.of());
    }

    private static ValidatableResponse post(String who, String role, String path, Object body) {
        return given().auth()
                .oauth2(token(who, role))
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    private static String token(String who, String... roles) {
        return TestStack.shared().token(who, roles);
    }
}
