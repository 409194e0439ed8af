package dev.belay.local.keys;

import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.signing.Certificate;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The keys of an installation, a directory a writer: its own {@code writer.json} and {@code trust.json}, which is all that
 * its service is given. {@code root.json} stays with whoever runs the installation. Only the owner can read any of it.
 */
public final class InstallationKeys {

    static final String ASKED = ".asked";
    static final String DONE = ".done";
    private static final String ROOT = "root.json";

    /** The highest serial that was given out; never given out again, also not after a crash. */
    private static final String SERIAL = "serial";

    private final Path directory;
    private final Root root;

    private InstallationKeys(Path directory, Root root) {
        this.directory = directory;
        this.root = root;
    }

    /**
     * Makes what is missing: everything at the first start, later a key for a new writer, or for one whose key is good for
     * other kinds than it signs now. Whatever was signed before stays genuine.
     */
    public static InstallationKeys ensure(Path directory) {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
            var file = directory.resolve(ROOT);
            if (!Files.exists(file)) {
                write(file, Root.Stored.create(UUID.randomUUID().toString()));
            }
            var keys = new InstallationKeys(directory, new Root(read(file, Root.Stored.class)));
            for (var writer : Writer.values()) {
                keys.ensure(writer);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the installation's keys cannot be kept in " + directory, e);
        }
    }

    public Root root() {
        return root;
    }

    /** What the writer's service is given. */
    public Path of(Writer writer) {
        return directory.resolve(writer.wireName());
    }

    /** A new key for the writer, from its next start on; the old one stays good until it is withdrawn. */
    public Certificate rotate(Writer writer) {
        try {
            long serial = nextSerial();
            var given = root.appoint(writer.wireName(), writer.kinds(), List.of(Certificate.EVERY_ENVIRONMENT), serial);
            Files.createDirectories(of(writer));
            write(of(writer).resolve(Trust.FILE), root.anchor());
            write(of(writer).resolve(Signer.FILE), given);
            return given.content();
        } catch (IOException e) {
            throw new UncheckedIOException("no new key for " + writer.wireName() + " in " + directory, e);
        }
    }

    /** Of a directory whose keys were made before; absent where the platform never started. */
    public static Optional<InstallationKeys> of(Path directory) {
        var file = directory.resolve(ROOT);
        try {
            return Files.exists(file)
                    ? Optional.of(new InstallationKeys(directory, new Root(read(file, Root.Stored.class))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** With which the writer signs from its next start on. */
    public Certificate certificate(Writer writer) {
        var file = of(writer).resolve(Signer.FILE);
        try {
            return read(file, Signer.Given.class).content();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The highest serial that was given out. */
    public long newest() {
        try {
            return Long.parseLong(Files.readString(directory.resolve(SERIAL)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("no serial was given out in " + directory, e);
        }
    }

    /**
     * Asks the platform to withdraw a certificate, which it does within seconds, or at its next start. A file and no request:
     * whoever may write here has the root's key anyway.
     */
    public void withdraw(CertificateRevoked revoked) {
        try {
            Files.createDirectories(withdrawals());
            write(withdrawals().resolve(revoked.serial() + ASKED), revoked);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for the withdrawal in " + withdrawals(), e);
        }
    }

    /** Serials that were asked to be withdrawn, and whether that is published. */
    public Map<Long, Boolean> withdrawn() {
        var withdrawn = new TreeMap<Long, Boolean>();
        if (!Files.isDirectory(withdrawals())) {
            return withdrawn;
        }
        try (Stream<Path> files = Files.list(withdrawals())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ASKED) || name.endsWith(DONE))
                    .forEach(name -> withdrawn.merge(
                            Long.parseLong(name.substring(0, name.indexOf('.'))),
                            name.endsWith(DONE),
                            Boolean::logicalOr));
            return withdrawn;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + withdrawals(), e);
        }
    }

    Path withdrawals() {
        return directory.resolve("withdrawals");
    }

    private void ensure(Writer writer) throws IOException {
        var file = of(writer).resolve(Signer.FILE);
        if (!Files.exists(file) || !isGood(read(file, Signer.Given.class).content(), writer)) {
            rotate(writer);
        }
    }

    private static boolean isGood(Certificate certificate, Writer writer) {
        return certificate.kinds().equals(writer.kinds().stream().sorted().toList());
    }

    private long nextSerial() throws IOException {
        var file = directory.resolve(SERIAL);
        long next = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) + 1 : 1;
        write(file, Long.toString(next).getBytes(StandardCharsets.UTF_8));
        return next;
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        return EventJson.mapper().readValue(Files.readAllBytes(file), type);
    }

    private static void write(Path file, Object content) throws IOException {
        write(file, EventJson.mapper().writeValueAsBytes(content));
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private static void write(Path file, byte[] content) throws IOException {
        var written = Files.createTempFile(
                file.getParent(), "", ".new", PosixFilePermissions.asFileAttribute(permissions("rw-------")));
        Files.write(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Set<PosixFilePermission> permissions(String text) {
        return PosixFilePermissions.fromString(text);
    }
}
