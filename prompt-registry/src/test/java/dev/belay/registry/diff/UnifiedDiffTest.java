package dev.belay.registry.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void changedLineStandsInItsContext() {
        assertThat(UnifiedDiff.of("v1", "a\nb\nc\nd\ne\n", "v2", "a\nb\nX\nd\ne\n"))
                .isEqualTo("--- v1\n+++ v2\n@@ -1,5 +1,5 @@\n a\n b\n-c\n+X\n d\n e\n");
    }

    @Test
    void equalTextsDoNotDiffer() {
        assertThat(UnifiedDiff.of("v1", "a\nb\n", "v2", "a\nb\n")).isEmpty();
    }

    @Test
    void veryLongTextsAreComparedByTheirEnds() {
        var before = IntStream.range(0, 30_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

        var diff = UnifiedDiff.of("v1", before, "v2", before.replace("line 15000\n", "changed\n"));

        assertThat(diff).contains("-line 15000\n+changed\n").hasLineCount(11);
    }
}
