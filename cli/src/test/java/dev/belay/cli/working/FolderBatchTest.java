package dev.belay.cli.working;

import static dev.belay.cli.FakePlatform.event;
import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.cli.run.RunFixture;
import dev.belay.contracts.canonical.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two folders: what became of the second is known while the first is evaluated. */
class FolderBatchTest {

    private static final String SLOW = "/v1/runs/ch-aaaaaaaaaa.1";
    private static final String QUICK = "/v1/runs/ch-bbbbbbbbbb.1";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path root;

    @BeforeEach
    void platformOfTwoRuns() {
        var at = 0;
        for (var name : List.of("one", "two")) {
            belay("init", root.resolve(name).toString(), "--name", "care/" + name, "--as", "pm@care.example");
            platform.on("POST /v1/prompts/care/" + name + "/publications", published(at == 0 ? SLOW : QUICK));
            at++;
        }
        platform.on("GET /v1/versions/" + RunFixture.CANDIDATE, RunFixture.document())
                .on("GET /v1/criteria/" + RunFixture.CRITERIA, RunFixture.criteria())
                .on("GET /v1/completions/" + RunFixture.OUTPUT, RunFixture.completion());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void runsAreFollowedAtTheSameTimeAndToldAsTheyEnd() {
        platform.on("GET " + SLOW, RunFixture.evaluating(1))
                .streams(SLOW + "/events", event(1, "progress", "{}"))
                .on("GET " + SLOW, RunFixture.evaluating(2))
                .on("GET " + SLOW, RunFixture.heldBack())
                .on("GET " + QUICK, RunFixture.rejected());

        var typed = publish();

        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(1);
        assertThat(typed.out()).containsSubsequence("care/one v3", "care/two v3", "✗ rejected", "? undecided");
        var asked = platform.asked();
        assertThat(asked.indexOf("GET " + QUICK)).isLessThan(asked.lastIndexOf("GET " + SLOW));
    }

    @Test
    void jsonKeepsTheOrderOfTheFolders() {
        platform.on("GET " + SLOW, RunFixture.evaluating(1))
                .streams(SLOW + "/events", event(1, "progress", "{}"))
                .on("GET " + SLOW, RunFixture.heldBack())
                .on("GET " + QUICK, RunFixture.rejected());

        var json = publish("--output", "json").json();

        assertThat(json.path("exitCode").asInt()).isEqualTo(1);
        assertThat(json.path("folders"))
                .extracting(folder -> folder.path("prompt").asText() + " "
                        + folder.path("exitCode").asInt() + " "
                        + folder.path("outcome").path("run").path("state").asText())
                .containsExactly("care/one 4 in-review", "care/two 1 rejected");
    }

    @Test
    void platformThatGoesAwayIsToldOfEachFolderAndWhatWasPublishedIsFollowed() {
        platform.on("GET " + SLOW, RunFixture.rejected());
        platform.refuses("POST /v1/prompts/care/three/publications", 500, "Broken", "the disk is full");
        belay("init", root.resolve("three").toString(), "--name", "care/three", "--as", "pm@care.example");

        var json = publish("--output", "json").json();

        assertThat(json.path("exitCode").asInt()).isEqualTo(3);
        assertThat(json.path("folders"))
                .extracting(folder -> folder.path("exitCode").asInt())
                .containsExactly(1, 3, 3);
        assertThat(json.path("folders").get(2).path("error").path("message").asText())
                .startsWith("not tried: ");
        assertThat(platform.asked()).doesNotContain("POST /v1/prompts/care/two/publications");
    }

    private Typed publish(String... options) {
        var arguments = new ArrayList<>(List.of("publish", root.toString(), "--check", "--url", platform.url()));
        arguments.addAll(List.of(options));
        return belay(arguments.toArray(String[]::new));
    }

    private static Map<String, Object> published(String path) {
        var run = path.substring(path.lastIndexOf('/') + 1);
        return Map.of(
                "version",
                Map.of("number", 3, "digest", RunFixture.CANDIDATE, "existing", false),
                "criteria",
                Map.of("outcome", "unchanged", "number", 1, "digest", Digest.of("criteria")),
                "suite",
                Map.of("number", 1, "digest", Digest.of("suite"), "cases", 3),
                "change",
                run.substring(0, run.indexOf('.')),
                "run",
                run);
    }
}
