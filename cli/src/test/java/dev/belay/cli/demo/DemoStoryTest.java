package dev.belay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.ReviewSheet.Verdict;
import dev.belay.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStoryTest {

    private static final Path SAMPLE = Path.of("../samples/care/visit-summary");

    private static final List<Integer> AGAIN = List.of(0, 0, 0, 4, 0, 4, 0, 1, 1, 4, 0, 0, 0, 4, 4, 0, 0, 0);
    private static final List<Integer> AS_TOLD = List.of(0, 4, 0, 4, 0, 1, 1, 4, 0, 0, 0, 4, 4, 0, 0, 0);

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final Terminal terminal =
            new Terminal(new PrintWriter(out), new PrintWriter(out), new Terminal.Mode(false, false, false));
    private final List<List<String>> typed = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    @Test
    void storyTypesWhatAnybodyWould() {
        tell(0, AS_TOLD);

        assertThat(typed)
                .extracting(List::getFirst)
                .containsExactly(
                        "criteria",
                        "publish",
                        "sign-off",
                        "publish",
                        "sign-off",
                        "publish",
                        "publish",
                        "handoff",
                        "rollback",
                        "handoff",
                        "resume",
                        "publish",
                        "review",
                        "sign-off",
                        "observe",
                        "drill");
        assertThat(out.toString())
                .contains("-      Cite the note you used as [n].", "+      Where something hurts")
                .contains("$ belay rollback care/visit-summary");
    }

    @Test
    void rejectedEditsAreMadeToTheLiveTextAndNotToEachOther() {
        tell(0, AS_TOLD);

        assertThat(texts.get(2)).doesNotContain("Cite the note");
        assertThat(texts.get(3)).contains("Cite the note", "takes home", "suggest over-the-counter pain relief");
    }

    @Test
    void toldAgainNoTextIsOneOfTheFirstTelling() {
        tell(0, AS_TOLD);
        var first = List.copyOf(texts);
        texts.clear();

        tell(4, AGAIN);

        assertThat(texts).doesNotContainAnyElementsOf(first);
    }

    @Test
    void storyThatGoesAnotherWayFailsInsteadOfBeingTold() {
        assertThatThrownBy(() -> tell(0, List.of(0, 0)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("exit code 0 (expected: 4)");
    }

    private void tell(int tellings, List<Integer> exitCodes) {
        var left = new ArrayList<>(exitCodes);
        var folder = DemoFolder.copyOf(SAMPLE.toAbsolutePath().normalize(), temp.resolve("visit-summary"), tellings);
        new DemoStory(
                        terminal,
                        folder,
                        command -> {
                            typed.add(command);
                            if (command.getFirst().equals("publish")) {
                                texts.add(read(Path.of(command.get(1)).resolve("prompt.yaml")));
                            }
                            return left.removeFirst();
                        },
                        () -> "ch-newest0001",
                        change -> List.of(new Verdict(1, true, false, null)))
                .tell();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
