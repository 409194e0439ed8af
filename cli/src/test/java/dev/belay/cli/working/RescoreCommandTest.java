package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.api.Measures;
import dev.belay.cli.run.RunFixture;
import dev.belay.contracts.canonical.Digest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of four outputs three are recorded. */
class RescoreCommandTest {

    private static final String PUBLICATIONS = "POST /v1/prompts/care/letter/publications";
    private static final String RUN = "GET /v1/runs/ch-abcdefghij.1";

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void heldBackForWantOfARecording() {
        belay("init", folder.toString(), "--name", "care/letter", "--as", "pm@care.example");
        platform.on(PUBLICATIONS, published())
                .on("GET /v1/versions/" + RunFixture.CANDIDATE, RunFixture.document())
                .on(RUN, RunFixture.heldBack())
                .on(RUN + "/measures", new Measures(4, 0, 3, Map.of("budget", 1), 0, 0, null, null));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void folderIsCheckedWithoutMoneyAndWhatHasNoRecordingIsCounted() {
        var typed = belay("rescore", folder.toString(), "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(4);
        assertThat(typed.out())
                .contains("3 cases, scored from recordings: no model is asked")
                .contains("3 of 4 outputs were scored from recordings; 1 has no recording")
                .doesNotContain("at most");
        var sent = platform.requests(PUBLICATIONS).getFirst().json();
        assertThat(sent.path("check").asBoolean()).isTrue();
        assertThat(sent.path("whole").asBoolean()).isTrue();
        assertThat(sent.path("budgetUsd").decimalValue()).isZero();
    }

    @Test
    void jsonIsAPublicationsWithTheCounts() {
        var json = belay("rescore", folder.toString(), "--url", platform.url(), "--output", "json")
                .json();

        var measures = json.path("outcome").path("measures");
        assertThat(measures.path("recorded").asInt()).isEqualTo(3);
        assertThat(measures.path("errors").path("budget").asInt()).isEqualTo(1);
        assertThat(json.path("change").asText()).isEqualTo("ch-abcdefghij");
    }

    @Test
    void mistakeInTheFolderIsTold() {
        var typed = belay("rescore", folder.resolve("nowhere").toString(), "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(platform.requests(PUBLICATIONS)).isEmpty();
    }

    private static Map<String, Object> published() {
        return Map.of(
                "version",
                Map.of("number", 3, "digest", RunFixture.CANDIDATE, "existing", true),
                "criteria",
                Map.of("outcome", "unchanged", "number", 1, "digest", Digest.of("criteria")),
                "suite",
                Map.of("number", 1, "digest", Digest.of("suite"), "cases", 3),
                "change",
                "ch-abcdefghij",
                "run",
                "ch-abcdefghij.1");
    }
}
