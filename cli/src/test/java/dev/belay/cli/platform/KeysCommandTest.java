package dev.belay.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.Typed;
import dev.belay.contracts.signing.Writer;
import dev.belay.local.keys.InstallationKeys;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir
    private Path home;

    @Test
    void rotatedKeyIsTheWritersAndTheOldOneCanBeWithdrawn() {
        var keys = InstallationKeys.ensure(home.resolve("data/keys"));
        var old = keys.certificate(Writer.GATE).serial();

        var rotated = belay("keys", "--rotate", "gate-service", "--output", "json");

        assertThat(rotated.exitCode()).as(rotated.toString()).isZero();
        assertThat(keys.certificate(Writer.GATE).serial()).isGreaterThan(old);
        var withdrawn = belay("keys", "--withdraw", Long.toString(old), "--reason", "stolen");
        assertThat(withdrawn.exitCode()).as(withdrawn.toString()).isZero();
        assertThat(withdrawn.out()).contains("certificate " + old + " will be withdrawn once the platform is up");
        assertThat(keys.withdrawn()).containsEntry(old, false);
    }

    @Test
    void certificateThatIsInUseIsNotWithdrawn() {
        var keys = InstallationKeys.ensure(home.resolve("data/keys"));
        var serial = keys.certificate(Writer.ROLLBACK).serial();

        var typed = belay("keys", "--withdraw", Long.toString(serial), "--reason", "stolen");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("belay keys --rotate rollback-service");
        assertThat(keys.withdrawn()).isEmpty();
    }

    @Test
    void platformThatNeverStartedHasNone() {
        var typed = belay("keys");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("belay up");
    }

    @Test
    void slipsAreAnsweredWithWhatIsThere() {
        InstallationKeys.ensure(home.resolve("data/keys"));

        assertThat(belay("keys", "--rotate", "gate").err()).contains("gate-service");
        assertThat(belay("keys", "--withdraw", "99", "--reason", "x").err()).contains("no certificate");
        assertThat(belay("keys", "--withdraw", "1").err()).contains("--reason");
    }

    private Typed belay(String... arguments) {
        return Typed.belay(Map.of("BELAY_HOME", home.toString()), "", arguments);
    }
}
