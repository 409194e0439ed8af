package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote what differs from the version that the folder was pulled at: the authors of every commit of its {@code
 * prompt.yaml} since the last that held that version, and whoever has it modified now. Where no commit holds that version,
 * everybody who ever wrote the file: one author too many is asked to let somebody else sign, one too few signs their own.
 */
final class GitAuthors {

    private static final String PROMPT = "prompt.yaml";

    private GitAuthors() {}

    /** Empty outside a repository. */
    static Optional<Set<String>> of(WorkingCopy copy) {
        return Git.around(copy.path())
                .map(git -> of(
                        git,
                        copy.path(),
                        copy.base() == null ? null : copy.base().version()))
                .filter(authors -> !authors.isEmpty());
    }

    private static Set<String> of(Git git, Path folder, @Nullable Digest parent) {
        var authors = new TreeSet<String>();
        try {
            var file = folder.toRealPath().resolve(PROMPT);
            if (git.isModified(file)) {
                git.user().ifPresent(authors::add);
            }
            for (var commit : git.commitsOf(file)) {
                if (parent != null && holds(git, commit.id(), file, parent)) {
                    break;
                }
                authors.addAll(commit.authors());
            }
            return authors;
        } catch (IOException e) {
            throw CliFailure.usage("cannot ask Git about " + folder + ": " + e.getMessage(), null);
        }
    }

    private static boolean holds(Git git, String commit, Path file, Digest version) throws IOException {
        var content = git.contentIn(commit, file);
        if (content.isEmpty()) {
            return false;
        }
        var then = Files.createTempDirectory("belay-authors");
        try {
            Files.writeString(then.resolve(PROMPT), content.get());
            return FolderReader.read(then) instanceof FolderReading.Folder folder
                    && CanonicalJson.of(folder.prompt(), EventJson.mapper())
                            .digest()
                            .equals(version);
        } finally {
            Files.deleteIfExists(then.resolve(PROMPT));
            Files.deleteIfExists(then);
        }
    }
}
