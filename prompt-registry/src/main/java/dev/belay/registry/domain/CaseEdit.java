package dev.belay.registry.domain;

import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the change of a case does to what it demands. */
final class CaseEdit {

    private CaseEdit() {}

    static boolean isNone(Case before, Case after) {
        return Content.of(before).equals(Content.of(after));
    }

    /**
     * Why the change may demand less than before; absent when it demands the same or more, so that anybody may make it.
     * With a threshold the assertions' mean decides, and one more that always holds would raise it: then they must stay.
     */
    static Optional<String> weakening(Case before, Case after) {
        if (!Content.of(before.vars()).equals(Content.of(after.vars()))) {
            return Optional.of("its variables differ");
        }
        if (!Objects.equals(before.threshold(), after.threshold())) {
            return Optional.of("its threshold differs");
        }
        if (!Objects.equals(before.failureMode(), after.failureMode())) {
            return Optional.of("it stands for another failure mode");
        }
        if (!Objects.equals(before.from(), after.from())) {
            return Optional.of("its provenance differs");
        }
        var lost = new ArrayList<>(forms(before.assertionsOrNone()));
        var added = new ArrayList<>(forms(after.assertionsOrNone()));
        forms(after.assertionsOrNone()).forEach(lost::remove);
        forms(before.assertionsOrNone()).forEach(added::remove);
        if (!lost.isEmpty()) {
            return Optional.of("it lacks " + (lost.size() == 1 ? "an assertion" : lost.size() + " assertions"));
        }
        return before.threshold() != null && !added.isEmpty()
                ? Optional.of("it has a threshold, so another assertion may lower what passes")
                : Optional.empty();
    }

    private static List<String> forms(List<Assertion> assertions) {
        return assertions.stream()
                .map(assertion -> Content.of(assertion).text())
                .toList();
    }
}
