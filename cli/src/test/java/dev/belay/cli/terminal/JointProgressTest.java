package dev.belay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.terminal.Progress.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class JointProgressTest {

    private final StringWriter out = new StringWriter();

    @Test
    void oneLineIsTheSumOfAllRuns() {
        var progress = progress(true);
        progress.of(0).show(tally(10, 4, 1));
        progress.of(1).show(tally(20, 6, 0));

        assertThat(lastLine()).contains("10/30", "✓ 9", "✗ 1", "0 of 2 ended");
    }

    @Test
    void lineIsErasedForWhatBecameOfARunAndDrawnAgainAfterIt() {
        var progress = progress(true);
        progress.of(0).show(tally(10, 4, 0));
        progress.of(1).finish(tally(20, 20, 0));

        progress.ended(() -> out.write("the block\n"));

        assertThat(out.toString()).contains("\r\u001b[K\u001b[?7l\u001b[?7hthe block\n\r");
        assertThat(lastLine()).contains("24/30", "1 of 2 ended");
    }

    @Test
    void nothingIsDrawnAfterTheLastRun() {
        var progress = progress(true);
        progress.ended(() -> {});
        progress.ended(() -> out.write("the last block\n"));

        assertThat(out.toString()).endsWith("the last block\n");
    }

    @Test
    void plainTextWaitsUntilAllRunsSaidWhatTheyExpect() {
        var progress = progress(false);
        progress.of(0).show(tally(10, 10, 0));
        assertThat(out.toString()).isEmpty();

        progress.of(1).show(tally(20, 20, 0));

        assertThat(out.toString().lines()).singleElement().asString().contains("30/30");
    }

    private String lastLine() {
        var text = out.toString();
        return text.substring(text.lastIndexOf('\r'));
    }

    private JointProgress progress(boolean interactive) {
        var writer = new PrintWriter(out);
        var mode = new Terminal.Mode(false, false, interactive);
        return new JointProgress(new Terminal(writer, writer, mode), 2, System::nanoTime);
    }

    private static Tally tally(int expected, int measured, int failed) {
        return new Tally(expected, measured, measured - failed, failed, 0, BigDecimal.ZERO);
    }
}
