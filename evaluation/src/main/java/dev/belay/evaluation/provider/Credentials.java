package dev.belay.evaluation.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Keys as the environment gives them: {@code NAME} itself, or {@code NAME_FILE} for a file that holds one. */
public final class Credentials {
    private static final String FILE = "_FILE";

    private Credentials() {}

    /**
     * Empty when neither is set. Throws {@link IllegalArgumentException}, without any key in it, when both are or the file
     * cannot be read.
     */
    public static Optional<String> key(Map<String, String> environment, String name) {
        var key = said(environment, name);
        var file = said(environment, name + FILE);
        if (file.isEmpty()) {
            return key;
        } else if (key.isPresent()) {
            throw new IllegalArgumentException(name + " and " + name + FILE + " are both set (expected: one of them)");
        }
        try {
            var held = Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
                    .strip();
            if (held.isEmpty()) {
                throw new IllegalArgumentException(name + FILE + ": \"" + file.get() + "\" is empty (expected: a key)");
            }
            return Optional.of(held);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    name + FILE + ": \"" + file.get() + "\" cannot be read (expected: a file that holds the key)", e);
        }
    }

    static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
