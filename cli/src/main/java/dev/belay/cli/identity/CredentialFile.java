package dev.belay.cli.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.cli.CliFailure;
import dev.belay.cli.Surroundings;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * {@code belay/credentials.json} in the user's configuration folder ($XDG_CONFIG_HOME, else ~/.config): the logins at each
 * platform, by its address. Only the user may read it.
 */
public final class CredentialFile {

    private final Path file;

    private CredentialFile(Path file) {
        this.file = file;
    }

    public static CredentialFile of(Surroundings surroundings) {
        var configuration = surroundings
                .env("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(surroundings.env("HOME").orElse(System.getProperty("user.home")), ".config"));
        return new CredentialFile(configuration.resolve("belay/credentials.json"));
    }

    public Logins at(URI platform) {
        return read().getOrDefault(key(platform), Logins.NONE);
    }

    /** What another command writes at the same time may be lost; then somebody logs in again. */
    void change(URI platform, UnaryOperator<Logins> change) {
        var all = new TreeMap<>(read());
        all.put(key(platform), change.apply(at(platform)));
        try {
            Files.createDirectories(file.getParent());
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var whole = Files.createTempFile(file.getParent(), "credentials", ".new", onlyOwner);
            EventJson.mapper().writerWithDefaultPrettyPrinter().writeValue(whole.toFile(), all);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CliFailure.infrastructure("cannot write " + file + ": " + e.getMessage(), null, e);
        }
    }

    private Map<String, Logins> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return EventJson.mapper().readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw CliFailure.infrastructure(
                    "cannot read " + file + ": " + e.getMessage(),
                    "Remove it, and log in again: belay login --as ROLE",
                    e);
        }
    }

    /** With or without a slash at the end it is one platform. */
    private static String key(URI platform) {
        return platform.toString().replaceFirst("/+$", "");
    }
}
