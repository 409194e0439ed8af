package dev.belay.gate;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.contracts.decision.DecisionEvent.ChangeHeldBack;
import dev.belay.contracts.decision.DecisionEvent.ChangeRejected;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.release.DeploymentEvent.FreezeChanged;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes that were published together are decided and released all or none. */
@QuarkusTest
class TogetherIT extends OnTheRealStack {

    @Test
    void theyAreApprovedAndReleasedAtOnceWhenTheLastOneIsReady() {
        var one = live("together-a");
        var other = live("together-b");
        var runOfOne = propose(one, other, "ch-togethera1");
        var runOfOther = propose(other, one, "ch-togetherb1");

        measured(one, runOfOne);
        await().atMost(SOON)
                .until(() -> String.valueOf(get("/v1/runs/ch-togethera1.1").<String>path("waitsFor"))
                        .contains(other.prompt));
        stays(() -> assertThat(decisions("ch-togethera1")).isEmpty());
        measured(other, runOfOther);

        for (var change : List.of("ch-togethera1", "ch-togetherb1")) {
            the(ChangeApproved.class, event -> event.change().equals(change));
            assertThat(the(PromoteOrdered.class, event -> event.change().equals(change))
                            .group())
                    .isEqualTo("tg-" + one.prompt);
            get("/v1/decisions/" + change + ".1/replay").then().body("same", equalTo(true));
        }
    }

    @Test
    void oneThatIsRejectedRejectsAllOfThem() {
        var one = live("together-c");
        var other = live("together-d");
        var runOfOne = propose(one, other, "ch-togetherc1");
        var runOfOther = propose(other, one, "ch-togetherd1");

        measured(one, runOfOne);
        var tasks = other.tasks(runOfOther);
        platform.publish("r/" + tasks.getFirst().task(), other.violating(tasks.getFirst()));

        var rejected = the(ChangeRejected.class, event -> event.change().equals("ch-togetherc1"));
        assertThat(rejected.decision().findings())
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .extracting(finding -> finding.rule() + " " + finding.summary())
                .containsExactly("TOGETHER " + other.prompt + " v2 is rejected (ch-togetherd1)");
        assertThat(events(PromoteOrdered.class, event -> event.prompt().equals(one.prompt)))
                .isEmpty();
    }

    @Test
    void whatOneWaitsForTheyAllWaitFor() {
        var one = live("together-e");
        var other = live("together-f");
        handOff(one);
        var together = new Together("tg-" + one.prompt, Set.of(one.prompt, other.prompt));
        var runOfOne = propose(one, "ch-togethere1", with(one.proposed("ch-togethere1", 2, false), together));
        var runOfOther = propose(other, "ch-togetherf1", with(other.proposed("ch-togetherf1", 2, false), together));
        measured(one, runOfOne);
        measured(other, runOfOther);

        var held = the(ChangeHeldBack.class, event -> event.change().equals("ch-togethere1"));
        assertThat(held.waitsFor()).contains(other.prompt).contains("sign off");
        nobodyIsAsked(other, "ch-togetherf1", 2);

        the(ChangeApproved.class, event -> event.change().equals("ch-togethere1"));
        the(ChangeApproved.class, event -> event.change().equals("ch-togetherf1"));
    }

    @Test
    void whatKeepsOneOfThemBackKeepsAllOfThemBack() {
        var one = live("together-g");
        var other = live("together-h");
        platform.publish("frozen/h", frozen(other.prompt, 1, true), TWICE);
        await().atMost(SOON)
                .until(() -> get("/v1/closures").<Object>path("find { it.prompt == '" + other.prompt + "' }") != null);
        measured(one, propose(one, other, "ch-togetherg1"));
        measured(other, propose(other, one, "ch-togetherh1"));
        the(ChangeApproved.class, event -> event.change().equals("ch-togetherg1"));
        the(ChangeApproved.class, event -> event.change().equals("ch-togetherh1"));
        stays(() -> assertThat(
                        events(PromoteOrdered.class, event -> event.prompt().equals(one.prompt)))
                .isEmpty());

        platform.publish("thawed/h", frozen(other.prompt, 2, false), TWICE);

        the(PromoteOrdered.class, event -> event.prompt().equals(one.prompt));
        the(PromoteOrdered.class, event -> event.prompt().equals(other.prompt));
    }

    private static FreezeChanged frozen(String prompt, long number, boolean frozen) {
        return new FreezeChanged(
                prompt, "*", "f" + number, 100 + number, number, frozen, "ops@care.example", "audit", Instant.now());
    }

    private RunOpened propose(Scene scene, Scene other, String change) {
        nobodyIsAsked(scene, change, 2);
        var prompts = Set.of(scene.prompt, other.prompt);
        var group = prompts.stream().sorted().findFirst().orElseThrow();
        return propose(scene, change, with(scene.proposed(change, 2, false), new Together("tg-" + group, prompts)));
    }

    private static ChangeProposed with(ChangeProposed alone, Together together) {
        return new ChangeProposed(
                alone.prompt(),
                alone.change(),
                alone.candidate(),
                alone.parent(),
                alone.criteria(),
                alone.suite(),
                alone.author(),
                alone.message(),
                alone.aspects(),
                alone.check(),
                alone.budgetUsd(),
                alone.samples(),
                alone.authors(),
                alone.whole(),
                together);
    }
}
