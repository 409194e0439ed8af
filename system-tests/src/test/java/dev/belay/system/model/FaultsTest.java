package dev.belay.system.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void theStatedShareOfFirstCallsFailsAndNoOther() {
        var faults = Faults.of(20);

        long failing = IntStream.range(0, 10_000)
                .filter(number -> faults.of("note " + number, 1).isPresent())
                .count();

        assertThat((double) failing).isCloseTo(2_000, within(150.0));
        assertThat(IntStream.range(0, 10_000).mapToObj(number -> faults.of("note " + number, 2)))
                .allMatch(fault -> fault.isEmpty());
    }

    @Test
    void everyWayOccursAlike() {
        var faults = Faults.of(60);

        assertThat(Fault.values())
                .allSatisfy(way -> assertThat(IntStream.range(0, 10_000)
                                .filter(number -> faults.of("note " + number, 1)
                                        .filter(way::equals)
                                        .isPresent())
                                .count())
                        .isBetween(850L, 1_150L));
    }

    @Test
    void theSameRequestFailsAlikeInEveryRun() {
        assertThat(Faults.of(50).of("note 1", 1)).isEqualTo(Faults.of(50).of("note 1", 1));
    }

    @Test
    void sharesAreReadByName() {
        assertThat(Faults.parse("server-error:10/hang:0.5"))
                .isEqualTo(new Faults(Map.of(Fault.SERVER_ERROR, 10.0, Fault.HANG, 0.5)));
        assertThat(Faults.parse("0")).isEqualTo(Faults.NONE);
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> Faults.parse("sleep:1"))
                .hasMessageContaining("sleep")
                .hasMessageContaining("content-filter");
        assertThatThrownBy(() -> Faults.parse("hang:1/500")).hasMessageContaining("500 (expected: like hang:0.5");
        assertThatThrownBy(() -> Faults.parse("101")).hasMessageContaining("0 to 100");
    }
}
