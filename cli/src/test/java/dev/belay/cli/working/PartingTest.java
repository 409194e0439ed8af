package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.api.VersionEntry;
import dev.belay.contracts.canonical.Digest;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartingTest {

    /** What each version was made from, from v1 on; 0 is nothing. */
    @ParameterizedTest
    @CsvSource({
        "0 1 1,   1, 2, 1", // theirs went live before ours was published
        "0 1 1,   3, 2, 1", // and after
        "0 1 2,   3, 2, 2", // ours was made from it
        "0 1 2,   2, 3, 2",
        "0 1 1 3, 4, 2, 1", // ours was published twice
        "0 1 2,   3, 1, 1", // rolled back
        "0 0 1,   3, 2, 0",
        "2 1 1,   3, 2, 1", // v1 was published again from v2
        "0,       9, 1, 0", // the registry does not know it
    })
    void isTheNewestCommonAncestor(String madeFrom, int ours, int theirs, int base) {
        var parents = madeFrom.split(" ");
        var versions = IntStream.rangeClosed(1, parents.length)
                .mapToObj(number -> {
                    int parent = Integer.parseInt(parents[number - 1]);
                    return new VersionEntry(
                            number, version(number), "ana", Instant.EPOCH, parent == 0 ? null : version(parent));
                })
                .toList();

        var found = Parting.of(versions, version(ours), version(theirs));

        if (base == 0) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(version(base));
        }
    }

    private static Digest version(int number) {
        return Digest.of("v" + number);
    }
}
