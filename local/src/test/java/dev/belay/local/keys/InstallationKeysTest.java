package dev.belay.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstallationKeysTest {

    @TempDir
    Path data;

    @ParameterizedTest
    @EnumSource
    void eachWriterHasItsOwnKeyAndTheRootsPublicOne(Writer writer) throws IOException {
        var keys = InstallationKeys.ensure(data.resolve("keys"));

        var own = Trust.read(keys.of(writer))
                .certificate(Signer.read(keys.of(writer)).certificate());

        assertThat(own.writer()).isEqualTo(writer.wireName());
        assertThat(own.kinds()).containsExactlyInAnyOrderElementsOf(writer.kinds());
        try (var given = Files.list(keys.of(writer))) {
            assertThat(given.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("writer.json", "trust.json");
        }
    }

    @Test
    void nobodyButTheOwnerReadsThem() throws IOException {
        InstallationKeys.ensure(data.resolve("keys"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys"))))
                .isEqualTo("rwx------");
        try (var files = Files.walk(data.resolve("keys"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void laterStartsKeepThem() {
        var first = certificate(InstallationKeys.ensure(data), Writer.GATE);

        assertThat(certificate(InstallationKeys.ensure(data), Writer.GATE)).isEqualTo(first);
    }

    @Test
    void newKeyHasAHigherSerialAndTheOldOneStaysGenuine() {
        var keys = InstallationKeys.ensure(data);
        var old = certificate(keys, Writer.GATE);

        var next = keys.rotate(Writer.GATE);

        var trust = Trust.read(keys.of(Writer.GATE));
        assertThat(trust.certificate(old).serial()).isLessThan(next.serial());
        assertThat(trust.certificate(certificate(keys, Writer.GATE))).isEqualTo(next);
    }

    @Test
    void serialsAreGivenOutOnce() {
        var keys = InstallationKeys.ensure(data);
        keys.rotate(Writer.GATE);
        InstallationKeys.ensure(data).rotate(Writer.ROLLBACK);

        var serials = new HashSet<Long>();
        var trust = Trust.read(keys.of(Writer.GATE));
        assertThat(Arrays.stream(Writer.values())
                        .map(writer ->
                                trust.certificate(certificate(keys, writer)).serial()))
                .allMatch(serials::add);
    }

    @Test
    void writerWhoseKindsHaveChangedGetsANewKey() throws IOException {
        var keys = InstallationKeys.ensure(data);
        var narrow = keys.root().appoint("gate-service", Writer.ROLLBACK.kinds(), List.of("*"), 99);
        Files.writeString(
                keys.of(Writer.GATE).resolve("writer.json"), EventJson.mapper().writeValueAsString(narrow));

        var renewed = certificate(InstallationKeys.ensure(data), Writer.GATE);

        assertThat(Trust.read(keys.of(Writer.GATE)).certificate(renewed).kinds())
                .containsExactlyInAnyOrderElementsOf(Writer.GATE.kinds());
    }

    private static String certificate(InstallationKeys keys, Writer writer) {
        return Signer.read(keys.of(writer)).certificate();
    }
}
