package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.contracts.canonical.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {

    private static final String PUBLICATIONS = "POST /v1/prompts/care/letter/publications";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void starterFolder() {
        belay("init", folder.toString(), "--name", "care/letter", "--as", "pm@care.example");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void everyMistakeIsToldWithFileAndLineAndNothingIsSent() throws IOException {
        rewrite("criteria.yaml", "mustNot:", "must_not:");
        rewrite("criteria.yaml", "passRate: 0.95", "passRate: 95");

        var typed = publish("--output", "json");

        assertThat(typed.exitCode()).isEqualTo(2);
        var errors = typed.json().path("folders").path(0).path("error").path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).path("file").asText()).endsWith("criteria.yaml");
        assertThat(errors.get(0).path("line").asInt()).isPositive();
        assertThat(errors.get(0).path("message").asText()).contains("mustNot");
        assertThat(platform.requests(PUBLICATIONS)).isEmpty();
    }

    @Test
    void costIsToldBeforeAnythingIsPublished() {
        platform.on(PUBLICATIONS, published("published", 1));

        var typed = publish("--no-watch");

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .containsSubsequence(
                        "3 cases, at most 3 calls, $", "simulated, no model is asked", "care/letter v1 published");
    }

    @Test
    void liveVersionIsComparedWithAndCasesOfTheRegistryAreCounted() {
        platform.on("GET /v1/prompts/care/letter", summary())
                .on("GET /v1/live/care/letter", live())
                .on("GET /v1/suites/" + Digest.of("suite"), Map.of("cases", List.of(aCase("elsewhere"))))
                .on(PUBLICATIONS, published("unchanged", 1));

        assertThat(publish("--no-watch").out()).contains("4 cases, at most 8 calls");
    }

    @Test
    void whatTheAuthorHasSeenIsSentAlong() {
        platform.on(PUBLICATIONS, published("published", 1));
        publish("--no-watch");

        publish("--no-watch", "--check", "--all", "--budget", "0.5", "--aspect", "tone,safety");

        var first = platform.requests(PUBLICATIONS).getFirst().json();
        assertThat(first.has("criteriaBase")).isFalse();
        assertThat(first.path("document").path("name").asText()).isEqualTo("care/letter");
        assertThat(first.path("cases")).hasSize(3);
        assertThat(first.path("whole").asBoolean()).isFalse();
        var second = platform.requests(PUBLICATIONS).getLast();
        assertThat(second.headers().get("authorization")).isEqualTo("Bearer anas-token");
        assertThat(second.json().path("criteriaBase").asText()).isEqualTo(digest("criteria-1"));
        assertThat(second.json().path("suiteBase").asText()).isEqualTo(digest("suite"));
        assertThat(second.json().path("parent").asText()).isEqualTo(digest("version"));
        assertThat(second.json().path("check").asBoolean()).isTrue();
        assertThat(second.json().path("whole").asBoolean()).isTrue();
        assertThat(second.json().path("budgetUsd").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(second.json().path("aspects"))
                .extracting(node -> node.asText())
                .containsOnly("tone", "safety");
    }

    @Test
    void skippedCriteriaAreShownAndStayUnseen() {
        platform.on(PUBLICATIONS, published("published", 1)).on(PUBLICATIONS, published("skipped", 2));
        publish("--no-watch");

        var typed = publish("--no-watch");

        assertThat(typed.out())
                .contains("criteria.yaml was not published: the registry has newer ones", "+passRate: 1");
        publish("--no-watch");
        assertThat(platform.requests(PUBLICATIONS)
                        .getLast()
                        .json()
                        .path("criteriaBase")
                        .asText())
                .isEqualTo(digest("criteria-1"));
    }

    @Test
    void casesTooManyToListAreCounted() {
        var skipped = Map.of("id", "a", "reason", "it lacks an assertion", "diff", "-x");
        var suite = new HashMap<String, Object>(Map.of("number", 2, "digest", digest("suite"), "cases", 100_000));
        suite.putAll(Map.of("added", List.of("n"), "addedCount", 4_000, "changed", List.of("c1", "c2")));
        suite.putAll(Map.of("changedCount", 500, "skipped", List.of(skipped), "skippedCount", 120));
        var answer = new HashMap<>(published("unchanged", 1));
        answer.put("suite", suite);
        platform.on(PUBLICATIONS, answer);

        var typed = publish("--no-watch");

        assertThat(typed.out())
                .contains(
                        "100000 cases, 4000 added, changed: c1, c2 and 498 more",
                        "case a was not published: it lacks an assertion",
                        "and 119 more cases were not published; `belay diff` shows them");
        assertThat(platform.requests(PUBLICATIONS).getFirst().headers().get("content-length"))
                .isNotNull();
    }

    @Test
    void jsonHasWhatThePublicationCameTo() {
        platform.on(PUBLICATIONS, published("published", 1));

        var document = publish("--no-watch", "--output", "json").json();

        assertThat(document.path("exitCode").asInt(-1)).isZero();
        assertThat(document.path("folders")).hasSize(1);
        var json = document.path("folders").get(0);
        assertThat(json.path("folder").asText()).isEqualTo(folder.toString());
        assertThat(json.path("prompt").asText()).isEqualTo("care/letter");
        assertThat(json.path("change").asText()).isEqualTo("ch-abcdefghij");
        assertThat(json.path("criteria").path("outcome").asText()).isEqualTo("published");
        assertThat(json.path("suite").path("added")).hasSize(1);
        assertThat(json.path("estimate").path("calls").asInt()).isEqualTo(3);
    }

    @Test
    void problemsOfTheRegistryAreToldLikeThoseOfTheFolder() {
        platform.on(
                PUBLICATIONS,
                422,
                "application/problem+json",
                "{\"title\":\"Not publishable\",\"errors\":[{\"field\":\"/criteria\",\"message\":\"there are none\"}]}");

        var typed = publish("--no-watch");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("/criteria  there are none", "Not publishable");
    }

    @Test
    void serviceThatIsDownIsNoMistakeOfTheFolder() {
        platform.refuses(PUBLICATIONS, 503, "Not ready", "prompt-registry is starting");

        var typed = publish("--no-watch");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("prompt-registry is starting", "belay status");
    }

    private Typed publish(String... options) {
        var arguments =
                new ArrayList<>(List.of("publish", folder.toString(), "-m", "a change", "--url", platform.url()));
        arguments.addAll(List.of(options));
        return belay(arguments.toArray(String[]::new));
    }

    private void rewrite(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    private static Map<String, Object> published(String criteria, int number) {
        var outcome = new HashMap<String, Object>(
                Map.of("outcome", criteria, "number", number, "digest", digest("criteria-" + number)));
        if (criteria.equals("skipped")) {
            outcome.put("reason", "the registry has newer ones");
            outcome.put("diff", "-passRate: 0.95\n+passRate: 1");
        }
        return Map.of(
                "version",
                Map.of("number", 1, "digest", digest("version"), "existing", false),
                "criteria",
                outcome,
                "suite",
                Map.of("number", 1, "digest", digest("suite"), "cases", 3, "added", List.of("sprained-ankle")),
                "change",
                "ch-abcdefghij",
                "run",
                "ch-abcdefghij.1");
    }

    private static Map<String, Object> summary() {
        return Map.of(
                "prompt",
                "care/letter",
                "version",
                Map.of("number", 1, "digest", digest("version")),
                "suite",
                Map.of("number", 1, "digest", digest("suite"), "cases", 1));
    }

    private static Map<String, Object> live() {
        return Map.of(
                "prompt",
                "care/letter",
                "environment",
                "production",
                "number",
                1,
                "version",
                Map.of("number", 1, "digest", digest("version")));
    }

    private static Map<String, Object> aCase(String id) {
        return Map.of("id", id, "vars", Map.of("note", "[1] A note."));
    }

    private static String digest(String of) {
        return Digest.of(of).value();
    }
}
