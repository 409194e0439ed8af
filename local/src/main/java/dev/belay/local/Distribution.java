package dev.belay.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a build has left in a checkout for the platform to run from. */
public record Distribution(Path root) {

    /** For the process of broker and database: this module, the contracts, and the libraries of both. */
    public String classPath() {
        Path libraries = root.resolve("local/target/dist/lib");
        if (!Files.isDirectory(libraries)) {
            throw new PlatformFailure("No " + libraries + ": Belay is not built, or " + root + " is no checkout of it");
        }
        return String.join(
                File.pathSeparator,
                built("local").toString(),
                built("contracts").toString(),
                libraries + File.separator + "*");
    }

    Path archive() {
        return root.resolve("local/target/platform.jsa");
    }

    /** The module's jar, unless classes were compiled after it, as in a build that has not come to packaging yet. */
    private Path built(String module) {
        Path target = root.resolve(module).resolve("target");
        Path classes = target.resolve("classes");
        return jar(target).filter(jar -> modified(jar) >= newest(classes)).orElse(classes);
    }

    private static Optional<Path> jar(Path target) {
        try (var files = Files.newDirectoryStream(target, "*.jar")) {
            for (Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list " + target, e);
        }
    }

    private static long newest(Path classes) {
        try (var files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(Distribution::modified)
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list " + classes, e);
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
