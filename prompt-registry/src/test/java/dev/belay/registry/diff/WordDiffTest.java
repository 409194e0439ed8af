package dev.belay.registry.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.belay.registry.diff.WordDiff.Op;
import dev.belay.registry.diff.WordDiff.Piece;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDiffTest {

    @Test
    void wordsAreKeptInsertedAndDeleted() {
        assertThat(WordDiff.of("Summarise the visit briefly.", "Summarise the whole visit."))
                .containsExactly(
                        new Piece(Op.EQUAL, "Summarise the"),
                        new Piece(Op.INSERT, " whole"),
                        new Piece(Op.EQUAL, " visit"),
                        new Piece(Op.DELETE, " briefly"),
                        new Piece(Op.EQUAL, "."));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'', new",
        "old, ''",
        "Größe naïve 漢字 😀 {{x}}, Größe 漢字! 😀 {{y}} naïve",
        "'a\n\nb', 'a\nb\n'",
    })
    void bothTextsCanBeReadFromThePieces(String before, String after) {
        assertBothCanBeRead(before, after);
    }

    @Test
    void longTextsTakeNoLongTime() {
        var before = IntStream.range(0, 60_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
        var after = IntStream.range(0, 60_000).mapToObj(i -> "b" + i).collect(Collectors.joining(" "));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertBothCanBeRead("same " + before + " end", "same " + after + " end"));
    }

    private static void assertBothCanBeRead(String before, String after) {
        var pieces = WordDiff.of(before, after);

        assertThat(without(pieces, Op.INSERT)).isEqualTo(before);
        assertThat(without(pieces, Op.DELETE)).isEqualTo(after);
    }

    private static String without(List<Piece> pieces, Op op) {
        return pieces.stream()
                .filter(piece -> piece.op() != op)
                .map(Piece::text)
                .collect(Collectors.joining());
    }
}
