package dev.belay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.terminal.Progress.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter out = new StringWriter();
    private long now;

    @Test
    void rateAndRemainingTimeAreOfWhatWasMeasuredSinceTheBeginning() {
        var bar = bar(true);
        bar.show(tally(100, 20));
        now += Duration.ofSeconds(2).toNanos();

        bar.show(tally(100, 60));

        assertThat(last()).contains("60/100", "20.0/s", "ETA 2 s", "$0.0300");
    }

    @Test
    void atATerminalTheLineIsRedrawn() {
        var bar = bar(true);
        bar.show(tally(4, 1));
        bar.show(tally(4, 2));

        assertThat(out.toString().split("\r")).hasSize(3);
        assertThat(out.toString()).doesNotContain("\n");
    }

    @Test
    void lineThatIsTooLongForTheTerminalIsCutOffByIt() {
        var bar = bar(true);
        bar.details("  12,345 tokens");
        bar.show(tally(4, 1));

        assertThat(last()).matches("(?s)\u001b\\[K\u001b\\[\\?7l.*12,345 tokens\u001b\\[\\?7h");
    }

    @Test
    void elsewhereALineIsPrintedAtIntervalsAndAtTheEnd() {
        var bar = bar(false);
        bar.show(tally(4, 1));
        now += Duration.ofSeconds(6).toNanos();
        bar.show(tally(4, 2));
        bar.show(tally(4, 3));
        bar.show(tally(4, 4));
        bar.finish(tally(4, 4));

        assertThat(out.toString().lines()).hasSize(2).last().asString().contains("4/4");
    }

    @Test
    void runWithoutAKnownSizeIsNoDivisionByZero() {
        bar(true).show(Tally.NONE);

        assertThat(last()).contains("0/0");
    }

    private ProgressBar bar(boolean interactive) {
        var writer = new PrintWriter(out, true);
        return new ProgressBar(new Terminal(writer, writer, new Terminal.Mode(false, false, interactive)), () -> now);
    }

    private String last() {
        var lines = out.toString().split("\r");
        return lines[lines.length - 1];
    }

    private static Tally tally(int expected, int measured) {
        return new Tally(
                expected, measured, measured, 0, 0, new BigDecimal("0.0005").multiply(BigDecimal.valueOf(measured)));
    }
}
