package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Answer;
import dev.belay.contracts.decision.DecisionEvent.BreachDetected;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What applications got: the test is the deployers and the workers. */
@QuarkusTest
class ObservationIT extends OnTheRealStack {

    @Test
    void limitIsBrokenOnceAndWhatARollbackRestoredIsNotRolledBack() {
        var scene = live("breached");
        var criteria = criteria(2);
        observed(scene, criteria, "one", 1, "key-a");
        observed(scene, criteria, "one", 1, "key-a");
        stays(() -> assertThat(breaches(scene)).isEmpty());

        observed(scene, criteria, "two", 1, "key-b");

        var breach = the(BreachDetected.class, event -> event.prompt().equals(scene.prompt));
        assertThat(breach.answer()).isEqualTo(Answer.ROLL_BACK);
        assertThat(breach.number()).isEqualTo(1);
        assertThat(breach.sources()).isEqualTo(2);
        assertThat(breach.outputs()).containsExactlyInAnyOrder(Digest.of("one"), Digest.of("two"));
        observed(scene, criteria, "three", 1, "key-b");
        stays(() -> assertThat(breaches(scene)).hasSize(1));

        rolledBack(scene, 2);
        observed(scene, criteria, "four", 2, "key-a");
        observed(scene, criteria, "five", 2, "key-b");

        var warning = the(BreachDetected.class, event -> event.prompt().equals(scene.prompt) && event.number() == 2);
        assertThat(warning.answer()).isEqualTo(Answer.WARN);
        assertThat(warning.reason()).contains("never rolled back by itself");
        given().get("/v1/breaches").then().body("findAll { it.prompt == '" + scene.prompt + "' }.size()", equalTo(2));
    }

    @Test
    void versionThatNobodyApprovedIsAShadowPrompt() {
        var scene = live("shadowed");
        var shadow = Digest.of("a file on a laptop");
        for (int i = 0; i < 2; i++) {
            platform.publish(
                    "shadow " + i + scene.prompt,
                    new OutputObserved(
                            "ob-shadow-" + i,
                            scene.prompt,
                            "production",
                            null,
                            shadow,
                            "Rest.",
                            "key-a",
                            false,
                            Instant.now()),
                    TWICE);
        }
        var path = "find { it.version == '" + shadow.value() + "' }";
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/v1/shadow-prompts?team=care")
                        .then()
                        .body(path + ".observations", equalTo(2))
                        .body(path + ".kind", equalTo("unknown")));
    }

    private List<BreachDetected> breaches(Scene scene) {
        return platform.published(BreachDetected.class)
                .filter(event -> event.prompt().equals(scene.prompt))
                .toList();
    }

    private Digest criteria(@Nullable Integer rollBackAt) {
        return registry.put(new CriteriaDocument(
                "pm@care.example",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new LivePolicy(null, rollBackAt, "10m")));
    }

    private void observed(Scene scene, Digest criteria, String output, long number, String source) {
        platform.publish(
                "violation in " + output + scene.prompt,
                new ViolationObserved(
                        "ob-" + output + scene.prompt,
                        scene.prompt,
                        "production",
                        number,
                        scene.version(1).digest(),
                        Digest.of(output),
                        criteria,
                        List.of("drug"),
                        source,
                        false,
                        Instant.now()),
                TWICE);
    }
}
