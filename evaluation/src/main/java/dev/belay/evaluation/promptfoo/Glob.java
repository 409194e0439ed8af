package dev.belay.evaluation.promptfoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files by pattern, in the order in which promptfoo takes them: names of one folder backwards, its files before what is
 * in its folders. That order is a quirk of Node's {@code glob}, and decides which case has which number.
 */
public final class Glob {
    private static final Pattern MAGIC = Pattern.compile("[*?{\\[]");

    private final List<Path> found = new ArrayList<>();

    private Glob() {}

    public static boolean isPattern(String path) {
        return MAGIC.matcher(path).find();
    }

    /** Files only; a path without a pattern is itself, if it is there. */
    public static List<Path> files(Path base, String pattern) {
        var glob = new Glob();
        boolean absolute = pattern.startsWith("/");
        var segments = List.of(pattern.replaceFirst("^/+", "").split("/+"));
        glob.expand(absolute ? Path.of("/") : base, segments);
        return glob.found.stream().distinct().toList();
    }

    private void expand(Path folder, List<String> segments) {
        if (segments.isEmpty()) {
            return;
        }
        var segment = segments.getFirst();
        var rest = segments.subList(1, segments.size());
        if (!isPattern(segment)) {
            take(folder.resolve(segment).normalize(), rest);
        } else if (segment.equals("**")) {
            expand(folder, rest.isEmpty() ? List.of("*") : rest);
            children(folder).stream().filter(Files::isDirectory).forEach(child -> expand(child, segments));
        } else {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
            children(folder).stream()
                    .filter(child -> matcher.matches(child.getFileName()))
                    .forEach(child -> take(child, rest));
        }
    }

    private void take(Path path, List<String> rest) {
        if (!rest.isEmpty()) {
            expand(path, rest);
        } else if (Files.isRegularFile(path)) {
            found.add(path);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }
}
