package dev.belay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void textsStandBesideEachOtherWrappedAtWords() {
        assertThat(Columns.sideBySide("must not: names a drug", "Take ibuprofen 400 mg now, please", 12))
                .containsExactly(
                        "must not:    │ Take",
                        "names a drug │ ibuprofen",
                        "             │ 400 mg now,",
                        "             │ please");
    }

    @Test
    void wordLongerThanTheColumnIsCut() {
        assertThat(Columns.wrap("abcdefgh ij", 3)).containsExactly("abc", "def", "gh", "ij");
    }

    @Test
    void linesOfATextStayLines() {
        assertThat(Columns.wrap("one\n\ntwo", 10)).containsExactly("one", "", "two");
    }

    @Test
    void columnsOfATableAreAsWideAsTheirWidestCell() {
        assertThat(Columns.table(List.of(List.of("a", "bb", "c"), List.of("aaa", "b", "cc"))))
                .containsExactly("a    bb  c", "aaa  b   cc");
    }
}
