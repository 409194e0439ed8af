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
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.ChangeEvent.VersionPublished;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublicationIT extends OnTheRealStack {

    @Inject
    DataSource dataSource;

    @Test
    void folderIsPublishedWholeAndTold() {
        var folder = Folder.ofANewPrompt();

        var answer = folder.publishedBy(PM)
                .statusCode(200)
                .body("version.number", equalTo(1))
                .body("version.existing", equalTo(false))
                .body("criteria.outcome", equalTo("published"))
                .body("suite.cases", equalTo(1))
                .body("suite.added", contains("a"))
                .body("change", startsWith("ch-"))
                .body("withdrawn", empty());

        var change = text(answer, "change");
        assertThat(change).matches("ch-[0-9a-hjkmnp-tv-z]{10}");
        assertThat(text(answer, "run")).isEqualTo(change + ".1");
        awaitEvents(folder, 4);
        assertThat(ChangesTopic.eventsOf(folder.prompt()))
                .hasExactlyElementsOfTypes(
                        VersionPublished.class, CriteriaPublished.class, SuitePublished.class, ChangeProposed.class);
        var proposed = (ChangeProposed) ChangesTopic.eventsOf(folder.prompt()).getLast();
        assertThat(proposed.change()).isEqualTo(change);
        assertThat(proposed.candidate().digest().value()).isEqualTo(text(answer, "version.digest"));
        assertThat(proposed.budgetUsd()).isEqualByComparingTo("5");
    }

    @Test
    void samePublicationAgainIsTheSameVersionAndTheSameChange() {
        var folder = Folder.ofANewPrompt();
        var first = folder.publishedBy(PM).statusCode(200);

        folder.publishedBy(PM)
                .statusCode(200)
                .body("version.number", equalTo(1))
                .body("version.existing", equalTo(true))
                .body("criteria.outcome", equalTo("unchanged"))
                .body("change", equalTo(text(first, "change")))
                .body("withdrawn", empty());
        awaitEvents(folder, 4);
        assertThat(ChangesTopic.eventsOf(folder.prompt())).hasSize(4);
    }

    /**
     * Issue 2: "a test has criteria changed in the registry and then an old folder published, and nothing of the PM's is
     * lost".
     */
    @Test
    void oldFolderTakesNothingOfThePmsAway() {
        var old = Folder.ofANewPrompt();
        var pulled = old.publishedBy(PM).statusCode(200);
        var sharpened = Folder.of(old.prompt())
                .withCriteria(0.97)
                .withCase("a", "seen", "doctor", "home")
                .withCase("b", "note")
                .withText("criteriaBase", text(pulled, "criteria.digest"))
                .publishedBy(PM)
                .statusCode(200)
                .body("criteria.outcome", equalTo("published"))
                .body("suite.changed", contains("a"));

        old.withText("Summarise, but shorter.")
                .withText("criteriaBase", text(pulled, "criteria.digest"))
                .publishedBy(ENGINEER)
                .statusCode(200)
                .body("version.number", equalTo(2))
                .body("criteria.outcome", equalTo("skipped"))
                .body("criteria.digest", equalTo(text(sharpened, "criteria.digest")))
                .body("criteria.reason", containsString(PM))
                .body("criteria.diff", containsString("-passRate: 0.97\n+passRate: 0.9"))
                .body("suite.digest", equalTo(text(sharpened, "suite.digest")))
                .body("suite.skipped.id", contains("a"))
                .body("suite.skipped[0].diff", containsString("home"));
        old.publishedBy(PM)
                .statusCode(200)
                .body("criteria.outcome", equalTo("skipped"))
                .body("criteria.reason", containsString("belay pull"));

        given().get("/v1/prompts/" + old.prompt())
                .then()
                .body("criteria.digest", equalTo(text(sharpened, "criteria.digest")))
                .body("criteria.number", equalTo(2));
    }

    @Test
    void oldCopyOfACaseIsNoEditEvenOfAPm() {
        var old = Folder.ofANewPrompt();
        var pulled = old.publishedBy(PM).statusCode(200);
        Folder.of(old.prompt())
                .withCase("a", "seen", "doctor", "home")
                .publishedBy(ENGINEER)
                .statusCode(200);

        old.withText("suiteBase", text(pulled, "suite.digest"))
                .publishedBy(PM)
                .statusCode(200)
                .body("suite.changed", empty())
                .body("suite.skipped[0].reason", containsString("belay pull"));
    }

    @Test
    void concurrentPublicationsGetNumbersWithoutGapsAndAreToldInTheirOrder() throws Exception {
        var prompt = Folder.ofANewPrompt();
        prompt.publishedBy(PM).statusCode(200);
        try (var authors = Executors.newFixedThreadPool(6)) {
            var done = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 12; i++) {
                var folder = Folder.of(prompt.prompt()).withText("Edit " + i);
                var author = "author" + i + "@care.example";
                Callable<Integer> publish = () ->
                        folder.publishedBy(author).statusCode(200).extract().path("version.number");
                done.add(authors.submit(publish));
            }
            var numbers = new ArrayList<Integer>();
            for (var each : done) {
                numbers.add(each.get());
            }
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(2, 13).boxed().toList());
        }
        awaitEvents(prompt, 4 + 12 * 2);
        assertThat(ChangesTopic.eventsOf(prompt.prompt()).stream()
                        .filter(VersionPublished.class::isInstance)
                        .map(event -> ((VersionPublished) event).version().number()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
    }

    @Test
    void newerChangeWithdrawsTheAuthorsOlderOneUnlessThatIsDecided() throws Exception {
        var folder = Folder.ofANewPrompt();
        var first = text(folder.publishedBy(PM).statusCode(200), "change");
        var second = folder.withText("Second.").publishedBy(PM).statusCode(200).body("withdrawn", contains(first));
        awaitEvents(folder, 7);
        assertThat(ChangesTopic.eventsOf(folder.prompt()).get(5)).isInstanceOf(WithdrawalRequested.class);

        ChangesTopic.decide(new ChangeWithdrawn(folder.prompt(), text(second, "change"), 1, "belay", "for the test"));

        await().atMost(Duration.ofSeconds(30)).until(() -> isDecided(text(second, "change")));
        folder.withText("Third.").publishedBy(PM).statusCode(200).body("withdrawn", empty());
    }

    /** The commit itself fails, after everything was written: the client must not hear of success. */
    @Test
    void nothingIsAcceptedBeforeItIsCommitted() throws Exception {
        execute("""
                create or replace function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'the disk is full'; end $$""");
        execute("""
                create constraint trigger refuse after insert on change deferrable initially deferred for each row
                when (new.message = 'commit fails') execute function refuse()""");
        var folder = Folder.ofANewPrompt().withText("message", "commit fails");
        try {
            folder.publishedBy(PM)
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("detail", containsString("log"));
        } finally {
            execute("drop trigger refuse on change");
        }

        given().get("/v1/prompts/" + folder.prompt()).then().statusCode(404);
        assertThat(ChangesTopic.eventsOf(folder.prompt())).isEmpty();
    }

    @Test
    void everyMistakeIsToldAtOnceAndNothingIsPublished() {
        var folder = Folder.ofANewPrompt().withCase("a", "again");
        folder.with("criteria", """
                        {"owner": "pm@care.example", "pass_rate": 0.9, "mustNot": [{"id": "drug", "says": "names a drug",
                         "bad": ["take aspirin"], "detect": {"type": "icontains", "value": "ibuprofen"}}]}""")
                .publishedBy(PM)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", equalTo("Nothing was published"))
                .body("errors.field", hasItem("/criteria/pass_rate"))
                .body("errors.field", hasItem("/cases/1/id"))
                .body("errors.find { it.field == '/criteria/pass_rate' }.message", containsString("passRate"));

        given().get("/v1/prompts/" + folder.prompt()).then().statusCode(404);
    }

    @Test
    void promptNeedsSomebodyToSayWhatGoodMeans() {
        Folder.ofANewPrompt()
                .with("criteria", null)
                .publishedBy(PM)
                .statusCode(422)
                .body("type", equalTo("/problems/no-criteria"))
                .body("detail", containsString("criteria.yaml"));
    }

    /** And only a PM says so the first time, too. */
    @Test
    void firstCriteriaAreNotAnEngineersToPublish() {
        Folder.ofANewPrompt()
                .publishedBy(ENGINEER)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("belay login --as pm"));
    }

    @Test
    void casesThatStayNeedAValueForANewVariable() {
        var folder = Folder.ofANewPrompt();
        folder.publishedBy(PM).statusCode(200);

        Folder.of(folder.prompt())
                .withText("Summarise for {{reader}}.")
                .publishedBy(ENGINEER)
                .statusCode(422)
                .body("errors[0].message", containsString("{{reader}}"))
                .body("errors[0].message", containsString("case a"));
    }

    private static String text(ValidatableResponse answer, String path) {
        return answer.extract().path(path);
    }

    private static void awaitEvents(Folder folder, int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ChangesTopic.eventsOf(folder.prompt()).size() >= count);
    }

    private boolean isDecided(String change) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select 1 from change where change = ? and decided_at is not null")) {
            select.setString(1, change);
            return select.executeQuery().next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
