package dev.belay.deployer.sink;

import static dev.belay.deployer.sink.domain.States.live;
import static dev.belay.deployer.sink.domain.States.retired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.event.EventJson;
import dev.belay.deployer.domain.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesSinkTest {

    @TempDir
    Path root;

    private Path team;
    private Path document;
    private Path mark;
    private FilesSink sink;

    @BeforeEach
    void open() {
        sink = new FilesSink(root);
        team = root.resolve("production/care");
        document = team.resolve("visit-summary.json");
        mark = team.resolve(".visit-summary.retired");
    }

    @Test
    void holdsTheDocumentThatIsServedAndNothingElse() throws Exception {
        assertThat(sink.write(live(1))).isEqualTo(1);
        assertThat(sink.write(live(2))).isEqualTo(2);

        var held = EventJson.mapper().readTree(document.toFile());
        assertThat(held.path("number").asLong()).isEqualTo(2);
        assertThat(held.path("version").path("number").asInt()).isEqualTo(2);
        assertThat(CanonicalJson.of(held.path("content").toString()).digest())
                .isEqualTo(Releases.version(2).digest());
        try (var files = Files.list(team)) {
            assertThat(files).containsExactly(document);
        }
        assertThat(sink.place(Releases.PROMPT, "production")).isEqualTo(document.toString());
    }

    @Test
    void aLowerNumberIsNeverWritten() throws Exception {
        sink.write(live(5));
        var before = Files.readString(document);

        assertThat(sink.write(live(4))).isEqualTo(5);
        assertThat(sink.write(live(5))).isEqualTo(5);
        assertThat(document).hasContent(before);
    }

    @Test
    void aRetiredPromptHasNoFileAndComesBackOnlyWithAHigherNumber() throws Exception {
        sink.write(live(4));
        assertThat(sink.write(retired(5))).isEqualTo(5);
        assertThat(document).doesNotExist();
        assertThat(sink.write(live(4))).isEqualTo(5);
        assertThat(document).doesNotExist();

        assertThat(sink.write(live(6))).isEqualTo(6);
        assertThat(document).exists();
        assertThat(mark).doesNotExist();
    }

    @Test
    void aRetirementThatACrashCutInTwoIsFinished() throws Exception {
        sink.write(live(4));
        var was = Files.readAllBytes(document);
        sink.write(retired(5));
        Files.write(document, was);

        assertThat(sink.write(retired(5))).isEqualTo(5);
        assertThat(document).doesNotExist();
    }

    @Test
    void whatBelayDidNotWriteIsNotOverwritten() throws Exception {
        Files.createDirectories(team);
        Files.writeString(document, "a note");

        assertThatThrownBy(() -> sink.write(live(1)))
                .isInstanceOf(SinkFailed.class)
                .hasMessageContaining("not a document that Belay wrote");
        assertThat(document).hasContent("a note");
    }

    @Test
    void aNameThatLeadsOutOfTheTreeIsRefused() {
        assertThatThrownBy(() -> sink.write(live("care/../../escape", 1))).isInstanceOf(SinkFailed.class);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aTreeThatIsAwayIsATargetsFailureAndConvergesLater() throws IOException, SinkFailed {
        var away = root.resolve("volume");
        Files.writeString(away, "no directory");
        var sink = new FilesSink(away);
        assertThatThrownBy(() -> sink.write(live(1))).isInstanceOf(SinkFailed.class);

        Files.delete(away);
        assertThat(sink.write(live(3))).isEqualTo(3);
    }
}
