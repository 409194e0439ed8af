package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.local.process.Ending;
import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: the story told, the rolled-back version live, and no process left after {@code down}. */
class DemoStoryIT {

    @TempDir
    Path folder;

    @Test
    void theStoryIsToldAndTheRolledBackVersionIsLive() throws Exception {
        try (var belay = new Belay(Files.createDirectory(folder.resolve("home"))).up()) {
            var told = belay.run("demo");

            assertThat(told.exitCode()).as(told.toString()).isZero();
            assertThat(told.out())
                    .containsSubsequence(
                            "undecided",
                            "approved",
                            "undecided",
                            "approved",
                            "rejected",
                            "cites",
                            "rejected",
                            "ibuprofen",
                            "not handed off",
                            "rolled back",
                            "the engineers'",
                            "undecided",
                            "2 controls noticed",
                            "approved",
                            "rolled back by itself",
                            "drilled")
                    .contains("simulated");

            var live = belay.get("/v1/live/care/visit-summary");
            assertThat(live.path("kind").asText()).isEqualTo("rollback");
            assertThat(live.path("version").path("number").asInt()).isEqualTo(1);
            assertThat(live.path("number").asLong()).isEqualTo(5);
            assertThat(live.path("content").path("name").asText()).isEqualTo("care/visit-summary");

            var log = belay.run("log", "care/visit-summary", "--output", "json");
            assertThat(log.exitCode()).as(log.toString()).isZero();
            assertThat(log.json()).hasSize(5);

            var drills = belay.run("drill", "--list", "--output", "json");
            assertThat(drills.json()).hasSize(1);
            assertThat(drills.json().path(0).path("state").asText()).isEqualTo("passed");

            var verified = belay.run("verify", "--output", "json");
            assertThat(verified.exitCode()).as(verified.toString()).isZero();
            assertThat(verified.json().path("decisions").asInt()).isGreaterThanOrEqualTo(4);
            assertThat(verified.json().path("records").asInt()).isGreaterThanOrEqualTo(10);
            var export = Files.writeString(
                    folder.resolve("audit.json"),
                    belay.run("audit", "--output", "json").out());
            var checked = belay.run("audit", "--verify", export.toString());
            assertThat(checked.exitCode()).as(checked.toString()).isZero();

            var everyProcess = processIds(belay);
            assertThat(belay.run("down").exitCode()).isZero();
            assertThat(everyProcess)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allMatch(
                            pid -> ProcessHandle.of(pid).filter(Ending::isAlive).isEmpty());
        }
    }

    @Test
    void dataSurvivesARestart() throws Exception {
        var home = Files.createDirectory(folder.resolve("kept"));
        var copy = PromptFolder.at(folder.resolve("kept-prompt"), "care/kept")
                .prompt("Summarise.")
                .criteria("pm@care.example", "forbidden")
                .cases(3);
        try (var model = new ModelStub(Latency.NONE);
                var belay = new Belay(home)
                        .with("OPENAI_BASE_URL", model.baseUrl())
                        .with("OPENAI_API_KEY", "stub")
                        .up()) {
            var published = belay.signed(
                    belay.run("publish", copy.path().toString(), "-m", "first", "--as", "pm@care.example", "--yes"));
            assertThat(published.exitCode()).as(published.toString()).isZero();
            assertThat(belay.run("down").exitCode()).isZero();

            belay.up();

            assertThat(belay.get("/v1/live/care/kept")
                            .path("version")
                            .path("number")
                            .asInt())
                    .isEqualTo(1);
            assertThat(belay.run("show", "care/kept").exitCode()).isZero();
        }
    }

    private static List<Long> processIds(Belay belay) {
        return StreamSupport.stream(belay.get("/platform").path("processes").spliterator(), false)
                .map(process -> process.path("pid").asLong())
                .filter(pid -> pid > 0)
                .toList();
    }
}
