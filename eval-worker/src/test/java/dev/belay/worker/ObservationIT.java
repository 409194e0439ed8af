package dev.belay.worker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.observation.ObservationEvent;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import dev.belay.contracts.topic.Topic;
import dev.belay.worker.stack.OnTheRealStack;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The test is the deployer, which takes observations, and the registry. */
@QuarkusTest
class ObservationIT extends OnTheRealStack {

    private static final MustNot DRUG = new MustNot(
            "drug",
            "names a drug",
            List.of("ibuprofen"),
            null,
            new Assertion("icontains", new TextNode("ibuprofen"), null, null, null));

    /** Without a detector: a judge reads it. */
    private static final MustNot MEDICATION =
            new MustNot("medication", "recommends a medication", List.of("Take aspirin."), null, null);

    private final String prompt = "care/observed-" + UUID.randomUUID();

    @Test
    void violationsAreToldOnceAndOutputsCanBeSearched() {
        inForce(DRUG);
        observed("fine", "Rest, and 100 % water [1].");
        observed("bad", "You could take Ibuprofen [1].");
        observed("bad", "You could take Ibuprofen [1].");

        await().atMost(PATIENCE).until(() -> kept("") == 2);
        await().atMost(PATIENCE).until(() -> !violations().isEmpty());
        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.observation()).isEqualTo("bad" + prompt);
            assertThat(violation.violated()).containsExactly("drug");
            assertThat(violation.output()).isEqualTo(Digest.of("You could take Ibuprofen [1]."));
            assertThat(violation.number()).isEqualTo(3);
        });
        assertThat(kept("&text=iBuPROFEN")).isEqualTo(1);
        assertThat(kept("&text=100%20%25%20w")).isEqualTo(1);
        assertThat(kept("&text=1%25w")).isZero();
        given().get("/v1/observed?violating=true&prompt=" + prompt)
                .then()
                .body("", hasSize(1))
                .body("[0].violated", equalTo(List.of("drug")));
    }

    @Test
    void judgeReadsWhatHasNoDetectorAndNobodyReadsTwice() {
        inForce(DRUG, MEDICATION);
        observed("judged", "Take aspirin for the pain [1].");

        await().atMost(PATIENCE).until(() -> !violations().isEmpty());
        assertThat(violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.violated()).containsExactly("medication"));
        given().get("/v1/observed?prompt=" + prompt)
                .then()
                .body("[0].violated", equalTo(List.of("medication")))
                .body("[0].unjudged", hasSize(0));
    }

    @Test
    void observationOfAPromptWithoutCriteriaIsKeptAndSaysNothing() {
        observed("stray", "You could take ibuprofen.");

        await().atMost(PATIENCE).until(() -> kept("") == 1);
        assertThat(violations()).isEmpty();
    }

    private void inForce(MustNot... mustNots) {
        var criteria = new CriteriaDocument(
                "pm@care.example",
                null,
                List.of(mustNots),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "simulated:judge",
                new LivePolicy("100%", 1, null));
        var digest = setting.publish("criteria", criteria);
        setting.topics().send("criteria " + prompt, new CriteriaPublished(prompt, 1, digest, "pm", "pm"));
        await().atMost(PATIENCE).until(() -> isInForce(digest));
    }

    private boolean isInForce(Digest criteria) throws Exception {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT criteria FROM prompt_criteria WHERE prompt = ?")) {
            select.setString(1, prompt);
            try (var row = select.executeQuery()) {
                return row.next() && row.getString(1).equals(criteria.value());
            }
        }
    }

    private void observed(String id, String output) {
        setting.topics()
                .send(
                        id + prompt,
                        new OutputObserved(
                                id + prompt,
                                prompt,
                                "production",
                                3L,
                                Digest.of("a version"),
                                output,
                                "key-a",
                                false,
                                Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }

    private int kept(String query) {
        return given().urlEncodingEnabled(false)
                .get("/v1/observed?prompt=" + prompt + query)
                .then()
                .statusCode(200)
                .extract()
                .<List<?>>path("")
                .size();
    }

    private List<ViolationObserved> violations() {
        return setting.topics().events(Topic.OBSERVATIONS, ObservationEvent.class).stream()
                .map(EventEnvelope::data)
                .flatMap(event -> event instanceof ViolationObserved violation ? Stream.of(violation) : Stream.empty())
                .filter(violation -> violation.prompt().equals(prompt))
                .toList();
    }
}
