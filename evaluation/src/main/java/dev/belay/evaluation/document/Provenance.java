package dev.belay.evaluation.document;

import dev.belay.evaluation.text.Spelling;
import java.util.List;

/** Where a case or a failure mode comes from: a kind, and a reference after a blank. */
final class Provenance {

    private static final List<String> KINDS = List.of("research", "support-ticket", "incident", "synthetic");

    private Provenance() {}

    static void check(Field from) {
        from.text().ifPresent(text -> {
            var kind = text.strip().split("\\s+", 2)[0];
            if (!KINDS.contains(kind)) {
                var near = Spelling.nearest(kind, KINDS).map(meant -> "; did you mean " + meant + "?");
                from.expected("one of " + String.join(", ", KINDS)
                        + ", and a reference after a blank, like support-ticket" + " 4711" + near.orElse(""));
            }
        });
    }
}
