package dev.belay.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line's classes as the launcher keeps them for a quick start. The tests' own, one for each process of tests:
 * the launcher's is made behind a command that nobody waits for.
 *
 * @param file in the temporary folder, gone when the tests end
 */
record ClassArchive(Path root, Path file) {

    static ClassArchive of(Path root) {
        try {
            var folder = Files.createTempDirectory("belay-archive");
            var archive = new ClassArchive(root, folder.resolve("belay.jsa"));
            archive.make();
            Runtime.getRuntime().addShutdownHook(new Thread(archive::delete));
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the class archive was made", e);
        }
    }

    List<String> command(String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx2g"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", root.resolve("cli/target/dist/lib") + "/*", "dev.belay.cli.Belay"));
        return command;
    }

    /** Without one, commands start all the same, later. */
    private void make() throws IOException, InterruptedException {
        var sample = root.resolve("samples/care/visit-summary").toString();
        var command = Stream.concat(command("-XX:ArchiveClassesAtExit=" + file).stream(), Stream.of("eval", sample))
                .toList();
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
