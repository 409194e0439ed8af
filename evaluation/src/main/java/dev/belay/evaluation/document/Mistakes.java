package dev.belay.evaluation.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of a folder while it is read. */
public final class Mistakes {

    private static final Comparator<Problem> READING_ORDER = Comparator.comparing(
                    (Problem problem) -> problem.file().contains("/"))
            .thenComparing(problem -> !problem.file().startsWith("prompt"))
            .thenComparing(Problem::file)
            .thenComparing(problem -> problem.line() == null ? 0 : problem.line());

    private final List<Problem> problems = new ArrayList<>();

    public void add(String file, @Nullable Integer line, String message) {
        add(file, line, null, message);
    }

    public void add(String file, @Nullable Integer line, @Nullable String field, String message) {
        add(new Problem(file, line, field, message));
    }

    public void add(Problem problem) {
        problems.add(problem);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public int count() {
        return problems.size();
    }

    /** In the order of a reader: the prompt, the criteria, the cases, each from top to bottom. */
    public List<Problem> all() {
        return problems.stream().sorted(READING_ORDER).toList();
    }
}
