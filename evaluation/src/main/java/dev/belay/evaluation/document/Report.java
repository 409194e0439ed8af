package dev.belay.evaluation.document;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find, so that every mistake is told at once. */
final class Report {

    private final List<FieldProblem> problems = new ArrayList<>();
    private final List<FieldProblem> warnings = new ArrayList<>();

    void problem(String pointer, String message) {
        problems.add(new FieldProblem(pointer, message));
    }

    void warning(String pointer, String message) {
        warnings.add(new FieldProblem(pointer, message));
    }

    List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    List<FieldProblem> warnings() {
        return List.copyOf(warnings);
    }

    int count() {
        return problems.size();
    }
}
