package dev.belay.deployer.observation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.LiveState;
import dev.belay.contracts.release.LiveState.Deployed;
import dev.belay.deployer.observation.domain.Origin.Known;
import dev.belay.deployer.observation.domain.Origin.Named;
import dev.belay.deployer.observation.domain.Origin.Unknown;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginTest {

    /** v1 went live at 1 and again at 3; v2 at 2; v3 is on its way, by a step, at 4. */
    private static final LiveState STATE = new LiveState(
            "care/x",
            "production",
            4,
            version(1),
            "{}",
            "r",
            DeploymentEvent.Kind.PROMOTE,
            null,
            5,
            List.of(new Deployed(2, version(2)), new Deployed(3, version(1))),
            Set.of(),
            3,
            9,
            Instant.EPOCH,
            null,
            List.of(new Deployed(4, version(3))),
            Set.of(),
            null,
            null);

    @Test
    void numberDigestOrVersionSayWhereItIsFrom() {
        assertThat(Origin.of(STATE, new Named(4L, null, null))).isEqualTo(known(4, 3));
        assertThat(Origin.of(STATE, new Named(null, version(1).digest(), null))).isEqualTo(known(3, 1));
        assertThat(Origin.of(STATE, new Named(null, null, 2))).isEqualTo(known(2, 2));
    }

    @Test
    void digestThatWasNeverLiveIsTakenWithoutANumber() {
        var shadow = Digest.of("shadow");

        assertThat(Origin.of(STATE, new Named(null, shadow, null))).isEqualTo(new Known(null, shadow));
        assertThat(Origin.of(null, new Named(null, shadow, null))).isEqualTo(new Known(null, shadow));
    }

    @Test
    void whatNamesNothingIsRefused() {
        assertThat(Origin.of(STATE, new Named(9L, null, null))).isInstanceOf(Unknown.class);
        assertThat(Origin.of(STATE, new Named(null, null, 7))).isInstanceOf(Unknown.class);
        assertThat(Origin.of(STATE, new Named(null, null, null))).isInstanceOf(Unknown.class);
        assertThat(Origin.of(null, new Named(1L, null, null))).isInstanceOf(Unknown.class);
    }

    private static Known known(long number, int version) {
        return new Known(number, version(version).digest());
    }

    private static VersionRef version(int number) {
        return new VersionRef(number, Digest.of("version " + number));
    }
}
