package dev.belay.evaluation.promptfoo;

import dev.belay.evaluation.expression.Expression;
import dev.belay.evaluation.expression.NotAnExpression;
import dev.belay.evaluation.promptfoo.AssertionEntry.Transform;
import java.util.Optional;

/** {@code transform}: computed where it is an expression without code to run, else reported. */
final class Transforms {
    private Transforms() {}

    static Optional<Transform> read(Entry written, Obstacles obstacles) {
        var source = written.text();
        if (source.isEmpty()) {
            obstacles.needsEdit(written, "a transform must be a text", null);
            return Optional.empty();
        }
        if (NearbyFiles.isReference(source.get())) {
            obstacles.needsEdit(written, "the transform is a program: " + source.get(), suggestion());
            return Optional.empty();
        }
        try {
            return Optional.of(new Transform(source.get(), Expression.javaScript(source.get(), Transform.NAMES)));
        } catch (NotAnExpression more) {
            obstacles.needsEdit(
                    written,
                    "the transform needs code to be run: " + more.getMessage() + " is not available",
                    suggestion());
            return Optional.empty();
        }
    }

    private static String suggestion() {
        return "use an expression of output: members, JSON.parse, methods of texts and lists without callbacks";
    }
}
