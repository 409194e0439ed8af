package dev.belay.gate.decision.domain.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.gate.decision.domain.statistics.PairedDifference.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values that were published, or computed with another library. */
class StatisticsTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5, 1, 5, 0.02381",
        "5, 5, 0, 5, 0.00397",
        "10, 10, 6, 10, 0.04334",
        "20, 20, 3, 5, 0.03333",
        "20, 20, 2, 5, 0.00435",
        "20, 20, 7, 10, 0.02956",
        "3, 3, 0, 3, 0.05",
        // Fisher's tea: of 4 and 4 cups the same number was told right.
        "3, 4, 1, 4, 0.242857",
        "4, 4, 0, 4, 0.014286",
        "0, 0, 0, 0, 1",
        "0, 5, 5, 5, 1"
    })
    void fisher(int passedBefore, int before, int passedNow, int now, double p) {
        assertThat(Fisher.candidateWorse(new Passes(passedBefore, before), new Passes(passedNow, now)))
                .isEqualTo(p, within(5e-6));
    }

    /** Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57:289: of their 15 p-values Holm rejects three at 5 %. */
    @Test
    void holm() {
        var adjusted = Holm.adjusted(
                0.0278, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
                0.7590, 1.0);

        assertThat(Arrays.stream(adjusted).filter(p -> p <= 0.05)).hasSize(3);
        assertThat(adjusted[1]).isEqualTo(0.0015, within(1e-12));
        assertThat(adjusted[0]).isGreaterThan(adjusted[5]).isLessThanOrEqualTo(adjusted[6]);
        assertThat(adjusted[14]).isEqualTo(1);
    }

    @Test
    void standardErrorsOfClustersAreLargerThanOfAsManyIndependentCases() {
        var values = List.of(-.2, -.2, 0., 0., .2, .2, 0., 0., -.4, -.4);
        var clustered = PairedDifference.of(differences(values, 2));
        var independent = PairedDifference.of(differences(values, 1));

        assertThat(clustered.mean()).isEqualTo(-0.08, within(1e-12));
        assertThat(clustered.standardError()).isEqualTo(0.10198, within(5e-6));
        assertThat(clustered.lowerBound(0.05)).isEqualTo(-0.2974, within(5e-5));
        assertThat(independent.standardError()).isEqualTo(0.06799, within(5e-6));
        assertThat(independent.lowerBound(0.05)).isEqualTo(-0.2046, within(5e-5));
        assertThat(independent.upperBound(0.05)).isEqualTo(0.0446, within(5e-5));
    }

    @Test
    void oneClusterTellsNothingOfTheSpread() {
        assertThat(PairedDifference.of(differences(List.of(0.2, 0.2), 2)).lowerBound(0.05))
                .isNaN();
        assertThat(PairedDifference.of(List.of()).mean()).isNaN();
    }

    private static List<Difference> differences(List<Double> values, int perCluster) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Difference(values.get(i), "cluster " + i / perCluster))
                .toList();
    }
}
