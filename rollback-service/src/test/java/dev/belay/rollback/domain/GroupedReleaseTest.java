package dev.belay.rollback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.rollback.domain.GroupedRelease.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedReleaseTest {

    @ParameterizedTest
    @CsvSource({
        "ORDERED ORDERED,              0",
        "APPLIED ORDERED,              0",
        "APPLIED APPLIED,              0",
        "NOT_APPLIED ORDERED,          0",
        "NOT_APPLIED NOT_APPLIED,      0",
        "APPLIED NOT_APPLIED,          1",
        "APPLIED NOT_APPLIED APPLIED,  2",
        "APPLIED ORDERED NOT_APPLIED,  1",
    })
    void whatIsAppliedGoesBackAsSoonAsOneIsNot(String outcomes, int back) {
        assertThat(GroupedRelease.toUndo(group(outcomes)))
                .hasSize(back)
                .allMatch(release -> release.outcome() == Outcome.APPLIED);
    }

    private static List<GroupedRelease> group(String outcomes) {
        var each = Arrays.stream(outcomes.split(" ")).map(Outcome::valueOf).toList();
        return IntStream.range(0, each.size())
                .mapToObj(i -> new GroupedRelease(
                        "r" + i,
                        "tg-1",
                        "care/p" + i,
                        "production",
                        2,
                        each.get(i) == Outcome.APPLIED ? 7L : null,
                        each.get(i)))
                .toList();
    }
}
