package dev.belay.deployer.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void stepGivesItsShareOfTheKeysTheNewVersion() {
        long stepped = IntStream.range(0, 20_000)
                .filter(n -> Split.of(at(5), "user-" + n).stepped())
                .count();

        assertThat(stepped).isCloseTo(1_000, within(150L));
        assertThat(Split.of(at(5), null).content()).isEqualTo("old");
        assertThat(Split.of(at(5), "").content()).isEqualTo("old");
        assertThat(Split.of(at(null), "user-1").content()).isEqualTo("old");
    }

    /** Whoever had the new version keeps it as the step grows, and all have it in the end. */
    @Property
    void nobodyGoesBackAsAStepGrows(
            @ForAll String key,
            @ForAll @IntRange(min = 1, max = 99) int small,
            @ForAll @IntRange(min = 1, max = 99) int large) {
        var before = Split.of(at(Math.min(small, large)), key);
        var after = Split.of(at(Math.max(small, large)), key);

        assertThat(before).isEqualTo(Split.of(at(Math.min(small, large)), key));
        assertThat(!before.stepped() || after.stepped()).isTrue();
    }

    private static LiveState at(@Nullable Integer step) {
        return new LiveState(
                "care/x",
                "production",
                2,
                new VersionRef(1, Digest.of("old")),
                "old",
                "r1",
                DeploymentEvent.Kind.PROMOTE,
                null,
                step == null ? 100 : step,
                List.of(),
                Set.of(),
                0,
                0,
                Instant.EPOCH,
                step == null
                        ? null
                        : new LiveState.Candidate(
                                new VersionRef(2, Digest.of("new")), "new", "r2", null, Instant.EPOCH),
                List.of(),
                Set.of(),
                null,
                null);
    }
}
