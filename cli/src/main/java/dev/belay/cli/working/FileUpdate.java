package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that pulling would write.
 *
 * @param name within the folder
 * @param replaces the file that it stands for, when that has another name
 * @param diff from what the folder has, unified; empty for a new file
 * @param losesEdits whether the folder has something there that the registry never had
 */
record FileUpdate(String name, String text, @Nullable String replaces, List<String> diff, boolean losesEdits) {

    static FileUpdate ofNew(String name, String text) {
        return new FileUpdate(name, text, null, List.of(), false);
    }

    void apply(Path folder) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
            if (replaces != null && !replaces.equals(name)) {
                Files.delete(folder.resolve(replaces));
            }
        } catch (IOException e) {
            throw CliFailure.usage("cannot write " + folder.resolve(name) + ": " + e.getMessage(), null);
        }
    }
}
