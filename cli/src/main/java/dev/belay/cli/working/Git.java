package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * The Git repository around a folder, asked through the {@code git} command.
 *
 * @param root a real path
 */
record Git(Path root) {

    private static final int FARTHEST_BACK = 500;

    private record Answer(int exitCode, String out, String err) {}

    /** Empty outside a repository, or without Git. */
    static Optional<Git> around(Path folder) {
        try {
            return Optional.of(of(folder));
        } catch (CliFailure noRepository) {
            return Optional.empty();
        }
    }

    static Git of(Path folder) {
        var answer = run(existing(folder), "rev-parse", "--show-toplevel");
        if (answer.exitCode() != 0) {
            throw CliFailure.usage(
                    folder + " is in no Git repository that can be read: "
                            + answer.err().strip(),
                    "--changed-since needs one.");
        }
        return new Git(Path.of(answer.out().stripTrailing()));
    }

    /**
     * Files that differ from where HEAD left {@code ref}, committed or not, deleted ones too, relative to the root. What
     * others did on {@code ref} since then is no change of this branch.
     */
    Set<Path> changedSince(String ref) {
        var base = mergeBase(commit(ref), ref);
        // Of a rename only the new name would be listed, and the folder that lost the file would look unchanged.
        var changed = new TreeSet<Path>();
        changed.addAll(list("diff", "--name-only", "--no-renames", "-z", base));
        changed.addAll(list("ls-files", "--others", "--exclude-standard", "-z"));
        return changed;
    }

    /** Commits that touched {@code file}, newest first. */
    List<Commit> commitsOf(Path file) {
        var log = run(
                root,
                "log",
                "-" + FARTHEST_BACK,
                "--format=%x02%H%x01%ae%x01%(trailers:key=Co-authored-by,valueonly)",
                "--",
                file.toString());
        return log.exitCode() != 0
                ? List.of()
                : Arrays.stream(log.out().split("\u0002"))
                        .filter(entry -> !entry.isBlank())
                        .map(Git::commitIn)
                        .toList();
    }

    /** @param authors their e-mail addresses, co-authors included */
    record Commit(String id, Set<String> authors) {}

    private static Commit commitIn(String entry) {
        var parts = entry.strip().split("\u0001", -1);
        var authors = new TreeSet<String>();
        authors.add(parts[1]);
        for (var trailer : parts[2].lines().toList()) {
            var address = trailer.substring(trailer.lastIndexOf('<') + 1)
                    .replace(">", "")
                    .strip();
            if (!address.isEmpty()) {
                authors.add(address);
            }
        }
        return new Commit(parts[0], authors);
    }

    /** The file as it was in a commit; empty where it was not there. */
    Optional<String> contentIn(String commit, Path file) {
        var shown = run(
                root, "show", commit + ":" + root.relativize(file).toString().replace('\\', '/'));
        return shown.exitCode() == 0 ? Optional.of(shown.out()) : Optional.empty();
    }

    boolean isModified(Path file) {
        return !run(root, "status", "--porcelain", "--", file.toString()).out().isBlank();
    }

    /** Who would commit now. */
    Optional<String> user() {
        return Optional.of(run(root, "config", "user.email").out().strip()).filter(email -> !email.isEmpty());
    }

    private String commit(String ref) {
        var commit = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        if (commit.exitCode() != 0) {
            throw CliFailure.usage(
                    "--changed-since: Git knows no commit '" + ref + "' in " + root,
                    "Name a branch, tag or commit. On GitHub, actions/checkout needs `fetch-depth: 0`.");
        }
        return commit.out().strip();
    }

    private String mergeBase(String commit, String ref) {
        var base = run(root, "merge-base", commit, "HEAD");
        if (base.exitCode() != 0) {
            var why = base.err().isBlank()
                    ? "they have no commit in common"
                    : base.err().strip();
            throw CliFailure.usage(
                    "--changed-since: Git finds no commit at which HEAD left '" + ref + "' in " + root + ": " + why,
                    "A shallow clone lacks it. On GitHub, actions/checkout needs `fetch-depth: 0`.");
        }
        return base.out().strip();
    }

    private List<Path> list(String... arguments) {
        var answer = run(root, arguments);
        if (answer.exitCode() != 0) {
            throw CliFailure.usage("git " + arguments[0] + ": " + answer.err().strip(), null);
        }
        return answer.out().isEmpty()
                ? List.of()
                : List.of(answer.out().split("\0")).stream().map(Path::of).toList();
    }

    private static Path existing(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        while (!Files.isDirectory(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static Answer run(Path in, String... arguments) {
        var command = new ArrayList<>(List.of("git", "-C", in.toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).start();
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            var out = text(process.getInputStream());
            return new Answer(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw CliFailure.usage("git cannot be started: " + e.getMessage(), "--changed-since needs it.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliFailure.infrastructure("interrupted while asking git", null, e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
