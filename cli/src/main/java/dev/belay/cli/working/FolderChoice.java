package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which folders a call is about, each once, in the order in which they were named. */
final class FolderChoice {

    private static final String PROMPT = "prompt.yaml";

    private FolderChoice() {}

    static List<Path> of(List<Path> named) {
        var folders = new LinkedHashMap<Path, Path>();
        named.stream().flatMap(dir -> within(dir).stream()).forEach(dir -> folders.putIfAbsent(real(dir), dir));
        return List.copyOf(folders.values());
    }

    /** @param since a Git revision; null for all of them */
    static List<Path> changed(List<Path> folders, @Nullable String since) {
        if (since == null) {
            return folders;
        }
        var changes = new HashMap<Git, Set<Path>>();
        return folders.stream()
                .filter(folder -> changed(folder, since, changes))
                .toList();
    }

    /** A folder in which there is no prompt stands for itself, so that it is told as a mistake. */
    private static List<Path> within(Path dir) {
        if (Files.exists(dir.resolve(PROMPT)) || !Files.isDirectory(dir)) {
            return List.of(dir);
        }
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(dir, new PromptFolders(dir, found));
        } catch (IOException e) {
            throw CliFailure.usage(dir + " cannot be searched: " + e.getMessage(), null);
        }
        return found.isEmpty() ? List.of(dir) : found.stream().sorted().toList();
    }

    private static boolean changed(Path folder, String since, Map<Git, Set<Path>> changes) {
        var git = Git.of(folder);
        var files = changes.computeIfAbsent(git, repository -> repository.changedSince(since));
        if (!Files.exists(folder.resolve(PROMPT))) {
            return true;
        }
        var inside = git.root().relativize(real(folder));
        return files.stream()
                .filter(file -> !file.endsWith(Base.FILE)) // a publication writes it; it is no change of a prompt
                .anyMatch(file -> inside.toString().isEmpty() || file.startsWith(inside));
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static final class PromptFolders extends SimpleFileVisitor<Path> {

        private final Path top;
        private final List<Path> found;

        PromptFolders(Path top, List<Path> found) {
            this.top = top;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            var name = String.valueOf(dir.getFileName());
            boolean skipped = !dir.equals(top) && (name.startsWith(".") || name.equals("target"));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith(PROMPT)) {
                found.add(file.getParent());
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
