package dev.belay.evaluation.promptfoo;

import dev.belay.evaluation.document.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something in a configuration that Belay does not do.
 *
 * @param suggestion what to write instead, where that is known
 */
public record Obstacle(Kind kind, Problem problem, @Nullable String suggestion) {

    public enum Kind {
        /** It makes no difference to any verdict, and is passed over. */
        PASSED_OVER,
        /** The file can be run once it is changed. */
        NEEDS_EDIT,
        /** It needs code to be run, or a provider that Belay has not. */
        CANNOT
    }

    /** {@code file:12: tests[1].assert[0]: …; suggestion} */
    @Override
    public String toString() {
        return problem + (suggestion == null ? "" : "; " + suggestion);
    }
}
