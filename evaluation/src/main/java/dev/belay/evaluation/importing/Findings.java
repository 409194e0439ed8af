package dev.belay.evaluation.importing;

import dev.belay.evaluation.document.Problem;
import dev.belay.evaluation.promptfoo.Obstacle;
import dev.belay.evaluation.promptfoo.Obstacle.Kind;
import dev.belay.evaluation.promptfoo.PromptEntry;
import dev.belay.evaluation.promptfoo.TestEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what an import loses or leaves to a person, each thing once. */
final class Findings {
    private final Set<Obstacle> found = new LinkedHashSet<>();
    private final String file;

    /** @param file of the configuration */
    Findings(String file) {
        this.file = file;
    }

    void edit(TestEntry test, String message, @Nullable String suggestion) {
        add(Kind.NEEDS_EDIT, test.place().file(), test.place().line(), message, suggestion);
    }

    void edit(PromptEntry prompt, String message, @Nullable String suggestion) {
        add(Kind.NEEDS_EDIT, prompt.file(), prompt.line(), message, suggestion);
    }

    void edit(String message, @Nullable String suggestion) {
        add(Kind.NEEDS_EDIT, file, null, message, suggestion);
    }

    void cannot(TestEntry test, String message, @Nullable String suggestion) {
        add(Kind.CANNOT, test.place().file(), test.place().line(), message, suggestion);
    }

    void cannot(String message, @Nullable String suggestion) {
        add(Kind.CANNOT, file, null, message, suggestion);
    }

    void passedOver(String message) {
        add(Kind.PASSED_OVER, file, null, message, null);
    }

    private void add(Kind kind, String where, @Nullable Integer line, String message, @Nullable String suggestion) {
        found.add(new Obstacle(kind, new Problem(where, line, null, message), suggestion));
    }

    List<Obstacle> all() {
        return List.copyOf(found);
    }
}
