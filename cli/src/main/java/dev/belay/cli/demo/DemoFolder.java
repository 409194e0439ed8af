package dev.belay.cli.demo;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.ReviewSheet;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The sample in a folder of its own, for the story to edit. */
final class DemoFolder {

    private static final String PLACE_OF_A_RULE = "      Cite the note you used as [n].\n";

    private final Path path;
    private final String firstText;
    private final boolean again;

    private DemoFolder(Path path, String firstText, boolean again) {
        this.path = path;
        this.firstText = firstText;
        this.again = again;
    }

    /**
     * @param path emptied first
     * @param tellings how many versions the registry has already: told again, the story needs texts that it has not
     *     told before, since a version that was rolled back from is held
     */
    static DemoFolder copyOf(Path sample, Path path, int tellings) {
        if (!Files.isRegularFile(sample.resolve("prompt.yaml"))) {
            throw CliFailure.usage(
                    "the sample is missing: " + sample, "Run the demo in a checkout, or name one with BELAY_ROOT.");
        }
        try {
            empty(path);
            try (var files = Files.walk(sample)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var copy = path.resolve(sample.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            var text = Files.readString(path.resolve("prompt.yaml"));
            var folder = new DemoFolder(path, tellings == 0 ? text : edition(text, tellings + 1), tellings > 0);
            folder.write(folder.firstText);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + sample, e);
        }
    }

    private static void empty(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String edition(String text, int edition) {
        return new Chapter.Edit(
                        PLACE_OF_A_RULE,
                        PLACE_OF_A_RULE + "      This is edition " + edition + " of these instructions.\n")
                .apply(text);
    }

    Path path() {
        return path;
    }

    /** Whether the story was told to this registry before. */
    boolean again() {
        return again;
    }

    String firstText() {
        return firstText;
    }

    /** The file that they are in. */
    Path verdicts(List<ReviewSheet.Verdict> verdicts) {
        var file = path.resolveSibling("verdicts.json");
        try {
            EventJson.mapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), verdicts);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void write(String text) {
        try {
            Files.writeString(path.resolve("prompt.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + path, e);
        }
    }
}
