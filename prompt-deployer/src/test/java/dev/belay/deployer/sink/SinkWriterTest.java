package dev.belay.deployer.sink;

import static dev.belay.deployer.sink.domain.States.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.sink.domain.Selection;
import dev.belay.deployer.sink.domain.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkWriterTest {

    private static final Instant NOW = States.SINCE;
    private static final Duration LATER = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Path root;
    private SinkWriter writer;

    @BeforeEach
    void open() {
        root = directory.resolve("tree");
        writer = new SinkWriter("it", Selection.of("*", "production"), SinkKind.FILES, new FilesSink(root));
    }

    @Test
    void anOutageIsToldAndCaughtUpWithByTheNewestState() throws IOException {
        Files.writeString(root, "no directory");
        writer.backlog().want(live("care/a", 1), NOW);
        assertThat(writer.writeNext(NOW)).isTrue();
        assertThat(writer.writeNext(NOW)).isFalse();
        writer.backlog().want(live("care/a", 2), NOW);
        writer.backlog().want(live("care/a", 3), NOW);
        assertThat(writer.report().standing().error()).contains(root.toString());

        Files.delete(root);
        assertThat(writer.writeNext(NOW.plus(LATER))).isTrue();

        var report = writer.report();
        assertThat(report.standing().error()).isNull();
        assertThat(report.prompts()).singleElement().satisfies(prompt -> {
            assertThat(prompt.progress().held()).isEqualTo(3);
            assertThat(prompt.progress().error()).isNull();
            assertThat(prompt.place()).endsWith("/production/care/a.json");
        });
        assertThat(writer.writeNext(NOW.plus(LATER))).isFalse();
    }

    @Test
    void aPromptThatTheTargetNeverTakesKeepsNothingElseFromIt() throws IOException {
        var foreign = root.resolve("production/care/a.json");
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "by hand");
        writer.backlog().want(live("care/a", 1), NOW);
        writer.backlog().want(live("care/b", 1), NOW);

        writer.writeNext(NOW);
        writer.writeNext(NOW);

        assertThat(root.resolve("production/care/b.json")).exists();
        assertThat(writer.report().standing().error()).isNull();
        assertThat(writer.report().standing().failing()).isEqualTo(1);
    }

    @Test
    void aFaultOfASinkIsAFailureLikeAnother() {
        var broken = new SinkWriter("it", Selection.of("*", "production"), SinkKind.FILES, new Broken());
        broken.backlog().want(live("care/a", 1), NOW);

        broken.writeNext(NOW);

        assertThat(broken.report().standing().error()).contains("IllegalStateException");
        assertThat(broken.report().standing().ended()).isFalse();
    }

    private static final class Broken implements Sink {

        @Override
        public long write(LiveState live) {
            throw new IllegalStateException("a fault");
        }

        @Override
        public String place(String prompt, String environment) {
            return "nowhere";
        }
    }
}
