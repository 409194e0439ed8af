package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.DecisionEvent.ChangeWithdrawn;
import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunControlEvent.RunRetried;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From results to exactly one decision, whatever order and number they come in. */
@QuarkusTest
class DecisionIT extends OnTheRealStack {

    @Test
    void aGoodFirstVersionIsApprovedOnceAndItsPromoteCarriesTheContent() {
        var scene = new Scene("approved", registry, 4);
        var run = propose(scene, "ch-approved01", 1, false);
        assertThat(run.baseline()).isNull();
        assertThat(run.baselineDeployment()).isZero();

        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task), TWICE));

        var approved = the(ChangeApproved.class, event -> event.change().equals("ch-approved01"));
        var promote = the(PromoteOrdered.class, event -> event.change().equals("ch-approved01"));
        assertThat(promote.release()).isEqualTo("ch-approved01.1@production");
        assertThat(promote.expects()).isZero();
        assertThat(dev.belay.contracts.canonical.Digest.of(promote.content()))
                .isEqualTo(promote.target().digest());
        assertThat(promote.decision()).isEqualTo(approved.decision().inputs());
        assertThat(approved.decision().tasks()).isEqualTo(4);
        assertThat(approved.decision().costUsd()).isEqualByComparingTo("0.004");
        neverMoreThanOne(ChangeApproved.class, "ch-approved01");

        get("/v1/runs/ch-approved01.1")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("measured", equalTo(4))
                .body("passed", equalTo(4))
                .body("decision.ruleSet", equalTo("2026-12-01"));
        get("/v1/decisions/ch-approved01.1/replay").then().statusCode(200).body("same", equalTo(true));
        get("/v1/decisions?change=ch-approved01").then().body("size()", equalTo(1));
    }

    @Test
    void aCandidateIsDecidedAgainstWhatIsLiveAndEveryEventMayComeTwice() {
        var scene = new Scene("compared", registry, 3);
        platform.publish("d/compared", scene.applied("ch-0.1@production", 1, 1, null, Set.of()), TWICE);
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        var run = propose(scene, "ch-compared01", 2, false);
        assertThat(run.baseline()).isEqualTo(scene.version(1));
        assertThat(run.baselineDeployment()).isEqualTo(1);

        scene.tasks(run).reversed().forEach(task -> platform.publish("r/" + task.task(), scene.passed(task), TWICE));
        var promote = the(PromoteOrdered.class, event -> event.change().equals("ch-compared01"));
        assertThat(promote.expects()).isEqualTo(1);

        platform.publish("d/own", scene.applied(promote.release(), 2, 2, "ch-compared01", Set.of()), TWICE);
        platform.publish("d/dup", scene.notApplied(promote.release(), 2, "ch-compared01", Cause.SUPERSEDED), TWICE);
        await().atMost(SOON).until(() -> conclusion("ch-compared01").equals("approved"));
        stays(() -> {
            assertThat(events(RunOpened.class, event -> event.change().equals("ch-compared01")))
                    .hasSize(1);
            assertThat(decisions("ch-compared01")).hasSize(1);
        });
    }

    @Test
    void theFirstViolationRejectsAndCancelsTheRest() {
        var scene = new Scene("rejected", registry, 10);
        var run = propose(scene, "ch-rejected01", 1, false);

        platform.publish("r/violation", scene.violating(scene.tasks(run).get(7)), TWICE);

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-rejected01"));
        assertThat(rejected.decision().measured()).isEqualTo(1);
        assertThat(rejected.decision().cancelled()).isEqualTo(9);
        the(RunCancelled.class, event -> event.run().equals("ch-rejected01.1"));

        scene.tasks(run).forEach(task -> platform.publish("late/" + task.task(), scene.passed(task)));
        stays(() -> assertThat(decisions("ch-rejected01")).hasSize(1));
        get("/v1/runs/ch-rejected01.1")
                .then()
                .body("state", equalTo("rejected"))
                .body("measured", equalTo(1))
                .body("cancelled", equalTo(9))
                .body("failed", equalTo(1));
        get("/v1/decisions/ch-rejected01.1/replay").then().body("same", equalTo(true));
    }

    @Test
    void resultsThatArriveBeforeTheirRunAreParkedAndCount() {
        var scene = new Scene("parked", registry, 3);
        var run = new RunOpened(
                "ch-parked0001.1",
                "ch-parked0001",
                1,
                scene.prompt,
                scene.version(1),
                null,
                0,
                scene.criteriaDigest,
                scene.suiteDigest,
                1,
                1,
                1,
                java.math.BigDecimal.ONE,
                Instant.now());
        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task), TWICE));
        await().atMost(SOON)
                .until(() -> count("select count(*) from parked where awaits = 'run ch-parked0001.1'") == 3);

        propose(scene, "ch-parked0001", 1, false);

        the(ChangeApproved.class, event -> event.change().equals("ch-parked0001"));
        neverMoreThanOne(ChangeApproved.class, "ch-parked0001");
    }

    @Test
    void aRunPastItsDeadlineIsHeldBackAndAnErrorGivesWayBeforeIt() throws SQLException {
        var scene = new Scene("deadline", registry, 3);
        var run = propose(scene, "ch-deadline01", 1, false);
        var tasks = scene.tasks(run);
        platform.publish("r/d0e", scene.errored(tasks.get(0)));
        platform.publish("r/d0", scene.passed(tasks.get(0)));
        platform.publish("r/d1", scene.passed(tasks.get(1)));
        platform.publish("r/d1e", scene.errored(tasks.get(1)));
        await().atMost(SOON)
                .until(() -> get("/v1/runs/ch-deadline01.1").path("passed").equals(2));

        passTime("update attempt set deadline = now() - interval '1 s', opened = replace(opened, '\"deadline\":\"20',"
                + " '\"deadline\":\"19') where run = 'ch-deadline01.1'");

        var held = the(ChangeHeldBack.class, event -> event.change().equals("ch-deadline01"));
        assertThat(held.waitsFor())
                .isEqualTo(
                        "anyone: try again (belay retry) once outputs can be measured (deadline: no result before the"
                                + " run's deadline)");
        the(RunCancelled.class, event -> event.run().equals("ch-deadline01.1"));
        get("/v1/runs/ch-deadline01.1")
                .then()
                .body("state", equalTo("in-review"))
                .body("errors", equalTo(1))
                .body("passed", equalTo(2))
                .body("waitsFor", startsWith("anyone"));

        passTime("update attempt set review_until = now() - interval '1 s' where run = 'ch-deadline01.1'");

        var withdrawn = the(ChangeWithdrawn.class, event -> event.change().equals("ch-deadline01"));
        assertThat(withdrawn.by()).isEqualTo("belay");
        assertThat(conclusion("ch-deadline01")).isEqualTo("withdrawn");
    }

    @Test
    void aRetryAsksAgainForWhatErroredAndOnlyOnce() {
        var scene = new Scene("retry", registry, 3);
        var run = propose(scene, "ch-retry00001", 1, false);
        var tasks = scene.tasks(run);
        platform.publish("r/r0", scene.passed(tasks.get(0)));
        platform.publish("r/r1", scene.errored(tasks.get(1)));
        platform.publish("r/r2", scene.errored(tasks.get(2)));
        the(ChangeHeldBack.class, event -> event.change().equals("ch-retry00001"));

        given().contentType("application/json")
                .body("{\"budgetUsd\": 1}")
                .post("/v1/runs/ch-retry00001.1/retries")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", equalTo("budget: 1 USD (expected: at least 2, which it has already)"));
        given().contentType("application/json")
                .body("{\"budgetUsd\": 5}")
                .post("/v1/runs/ch-retry00001.1/retries")
                .then()
                .statusCode(202)
                .body("state", equalTo("evaluating"))
                .body("measured", equalTo(1))
                .body("errors", equalTo(0));
        given().contentType("application/json")
                .body("{}")
                .post("/v1/runs/ch-retry00001.1/retries")
                .then()
                .statusCode(409);

        var retried = the(RunRetried.class, event -> event.run().equals("ch-retry00001.1"));
        assertThat(retried.retry()).isEqualTo(1);
        assertThat(retried.budgetUsd()).isEqualByComparingTo("5");
        platform.publish("r/r1/again", scene.passed(tasks.get(1)), TWICE);
        platform.publish("r/r2/again", scene.errored(tasks.get(2)), TWICE);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(
                                ChangeHeldBack.class, event -> event.change().equals("ch-retry00001")))
                        .hasSize(2));

        given().contentType("application/json")
                .body("{}")
                .post("/v1/runs/ch-retry00001.1/retries")
                .then()
                .statusCode(202);
        platform.publish("r/r2/last", scene.passed(tasks.get(2)));
        the(ChangeApproved.class, event -> event.change().equals("ch-retry00001"));
        neverMoreThanOne(ChangeApproved.class, "ch-retry00001");
        get("/v1/decisions/ch-retry00001.1/replay").then().body("same", equalTo(true));
    }

    /** As if the process died after the result was stored and before the decision: the transaction is one. */
    @Test
    void aGateThatDiesBetweenResultAndDecisionDecidesOnceWhenItIsBack() throws SQLException {
        var scene = new Scene("crash", registry, 2);
        var run = propose(scene, "ch-crash00001", 1, false);
        var tasks = scene.tasks(run);
        execute("""
                create or replace function die() returns trigger language plpgsql as $$
                begin
                    if new.run = 'ch-crash00001.1' then
                        raise exception 'terminating connection' using errcode = '57P01';
                    end if;
                    return new;
                end $$""");
        execute("create trigger die before insert on decision for each row execute function die()");

        try {
            platform.publish("r/crash0", scene.passed(tasks.get(0)), TWICE);
            platform.publish("r/crash1", scene.passed(tasks.get(1)), TWICE);
            stays(() -> {
                assertThat(decisions("ch-crash00001")).isEmpty();
                assertThat(count("select count(*) from task where run = 'ch-crash00001.1' and outcome is not null"))
                        .isLessThan(2);
            });
        } finally {
            execute("drop trigger die on decision");
        }

        the(ChangeApproved.class, event -> event.change().equals("ch-crash00001"));
        neverMoreThanOne(ChangeApproved.class, "ch-crash00001");
        assertThat(events(PromoteOrdered.class, event -> event.change().equals("ch-crash00001")))
                .hasSize(1);
    }

    @Test
    void aRunOfHundredsOfCasesIsDecidedOnce() {
        var scene = new Scene("large", registry, 400);
        platform.publish("d/large", scene.applied("ch-0.1@production", 1, 1, null, Set.of()));
        await().atMost(SOON).until(() -> liveNumber(scene.prompt) == 1);
        var run = propose(scene, "ch-large00001", 2, false);

        scene.tasks(run).forEach(task -> platform.publish("r/" + task.task(), scene.passed(task), TWICE));

        var approved = the(ChangeApproved.class, event -> event.change().equals("ch-large00001"));
        assertThat(approved.decision().measured()).isEqualTo(800);
        get("/v1/decisions/ch-large00001.1/replay").then().body("same", equalTo(true));
    }
}
