package dev.belay.evaluation.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashSet;
import java.util.List;

/** What criteria must be like where they say when a person is asked: {@code affects}, {@code review}, {@code signOff}. */
final class PeopleRules {

    private static final List<String> ROLES = List.of("pm", "engineer", "ops");
    private static final int MOST_OUTPUTS = 100;
    private static final double FARTHEST = 2;

    private static final FieldNames AFFECTS = FieldNames.of("tone", "persona", "safety")
            .meaning("safety", "safe", "risk")
            .meaning("persona", "character", "role");
    private static final FieldNames DETECTOR = FieldNames.of("on", "diffMatches", "outputDrift")
            .meaning("on", "off", "enabled", "active")
            .meaning("diffMatches", "diff", "matches", "patterns")
            .meaning("outputDrift", "drift");
    private static final FieldNames REVIEW = FieldNames.of("outputs", "minAccepted")
            .meaning("outputs", "sample", "samples", "size", "count")
            .meaning("minAccepted", "accepted", "min", "minimum");

    private PeopleRules() {}

    static void check(Field criteria) {
        affects(criteria.at("affects"));
        review(criteria.at("review"));
        signOff(criteria.at("signOff"));
    }

    private static void affects(Field affects) {
        if (affects.present() && affects.isObject(AFFECTS)) {
            for (var aspect : List.of("tone", "persona", "safety")) {
                detector(affects.at(aspect));
            }
        }
    }

    private static void detector(Field detector) {
        if (!detector.present() || !detector.isObject(DETECTOR)) {
            return;
        }
        var on = detector.at("on");
        if (on.present() && !on.value().isBoolean()) {
            on.expected("true or false");
        }
        detector.at("diffMatches").elements().forEach(PeopleRules::pattern);
        detector.at("outputDrift").number(0, FARTHEST, "a cosine distance from 0 to 2, like 0.25");
    }

    private static void pattern(Field pattern) {
        pattern.text().ifPresent(text -> {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                pattern.refuse("%s (expected: a regular expression in RE2's syntax; %s)"
                        .formatted(pattern.quoted(), e.getMessage()));
            }
        });
    }

    private static void review(Field review) {
        if (!review.present() || !review.isObject(REVIEW)) {
            return;
        }
        review.at("outputs").integer(1, MOST_OUTPUTS, "how many outputs a reviewer is shown, 1 to " + MOST_OUTPUTS);
        var outputs = review.at("outputs").value().asInt(MOST_OUTPUTS);
        review.at("minAccepted").integer(1, outputs, "a whole number from 1 to outputs");
    }

    private static void signOff(Field signOff) {
        var seen = new HashSet<String>();
        for (var role : signOff.elements()) {
            var name = role.text().orElse("");
            if (!ROLES.contains(name)) {
                role.expected("one of " + String.join(", ", ROLES));
            } else if (!seen.add(name)) {
                role.refuse(role.quoted() + " is there twice; a person each is asked anyway");
            }
        }
    }
}
