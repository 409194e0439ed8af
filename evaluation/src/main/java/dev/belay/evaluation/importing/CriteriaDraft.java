package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.promptfoo.AssertionEntry;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import dev.belay.evaluation.promptfoo.TestEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code criteria.yaml} from {@code defaultTest}: what every output is tested by becomes a must-have; a {@code not-}
 * assertion a must-not, where an example can be had that it catches, since a must-not without one proves nothing.
 */
final class CriteriaDraft {
    private static final String NOT = "not-";
    private static final double PASS_RATE = 0.95;

    private final Checker checker;
    private final Findings findings;
    private final Slug ids = new Slug();
    private final List<MustHave> mustHave = new ArrayList<>();
    private final List<MustNot> mustNot = new ArrayList<>();

    CriteriaDraft(Checker checker, Findings findings) {
        this.checker = checker;
        this.findings = findings;
    }

    CriteriaDocument of(String owner, @Nullable TestEntry defaultTest) {
        if (defaultTest != null) {
            defaultTest.assertions().forEach(each -> add(each, defaultTest));
            if (defaultTest.threshold() != null && !defaultTest.assertions().isEmpty()) {
                findings.edit(
                        defaultTest,
                        "defaultTest.threshold " + defaultTest.threshold()
                                + " is not kept: each criterion decides alone",
                        "give a must-have a rate where some outputs may miss it");
            }
        }
        return new CriteriaDocument(
                owner,
                mustHave.isEmpty() ? null : mustHave,
                mustNot.isEmpty() ? null : mustNot,
                PASS_RATE,
                null,
                null,
                null);
    }

    List<String> notes(String file) {
        var notes = new ArrayList<String>();
        notes.add("A draft that belay import made of defaultTest in " + file + "; from here on it is the PM's.");
        if (!mustNot.isEmpty()) {
            notes.add(
                    "Each bad example is only what the assertion looks for: put outputs there that nobody should ever get,");
            notes.add("and good ones beside them that look alike and are fine.");
        }
        if (mustHave.isEmpty() && mustNot.isEmpty()) {
            notes.add(
                    "Nothing is demanded of every output yet. Without a must-have or a must-not nothing can be approved.");
        }
        return notes;
    }

    private void add(AssertionEntry entry, TestEntry defaultTest) {
        switch (entry) {
            case Group group -> {
                if (group.threshold() == null) {
                    group.assertions().forEach(one -> add(one, defaultTest));
                } else {
                    weighed(group, defaultTest);
                }
            }
            case One one -> {
                if (CaseDrafts.isPlain(one, defaultTest, findings)) {
                    add(one.assertion(), defaultTest);
                }
            }
        }
    }

    private void weighed(Group group, TestEntry defaultTest) {
        var members = new ArrayList<Assertion>();
        for (var one : group.assertions()) {
            var problem = checker.problemOf(one.assertion());
            if (problem.isPresent()) {
                findings.edit(defaultTest, "not kept: " + problem.get(), null);
            } else if (CaseDrafts.isPlain(one, defaultTest, findings)) {
                members.add(one.assertion());
            }
        }
        if (!members.isEmpty()) {
            var set = new Assertion(Assertion.SET, null, group.threshold(), null, group.metric(), members);
            mustHave.add(new MustHave(id(set), Says.of(set), set, null));
        }
    }

    private void add(Assertion written, TestEntry defaultTest) {
        if (written.weight() != null && written.weight() == 0) {
            findings.passedOver("the assertion " + written.type() + " of weight 0 demands nothing, and is not kept");
            return;
        }
        var problem = checker.problemOf(written);
        if (problem.isPresent()) {
            findings.edit(defaultTest, "not kept: " + problem.get(), null);
            return;
        }
        var assertion = new Assertion(written.type(), written.value(), written.threshold(), null, written.metric());
        var bad = written.type().startsWith(NOT) ? example(positive(assertion)) : Optional.<String>empty();
        if (bad.isPresent()) {
            var detect = positive(assertion);
            mustNot.add(new MustNot(id(assertion), Says.of(detect), List.of(bad.get()), null, detect));
        } else {
            mustHave.add(new MustHave(id(assertion), Says.of(assertion), assertion, null));
        }
    }

    private String id(Assertion assertion) {
        var metric = assertion.metric();
        var named = metric == null || metric.contains("{{") ? Says.of(assertion) : metric;
        return ids.once(Slug.of(named, "criterion"));
    }

    private static Assertion positive(Assertion assertion) {
        return new Assertion(
                assertion.type().substring(NOT.length()),
                assertion.value(),
                assertion.threshold(),
                null,
                assertion.metric());
    }

    /** A text that the assertion finds, if its own value gives one. */
    private Optional<String> example(Assertion detect) {
        if (Checker.isModelGraded(detect) || detect.type().startsWith("similar")) {
            return Optional.empty();
        }
        return candidates(detect).stream()
                .filter(candidate -> !candidate.isBlank() && !candidate.contains("{{") && !candidate.contains("{%"))
                .filter(candidate ->
                        checker.check(detect, new Output(candidate, 0, null), Map.of()) instanceof Verdict.Passed)
                .findFirst();
    }

    private static List<String> candidates(Assertion detect) {
        var candidates = new ArrayList<String>();
        JsonNode value = detect.value();
        if (value != null && value.isTextual()) {
            candidates.add(value.textValue());
            candidates.add(value.textValue().split(",", 2)[0].strip());
        } else if (value != null && value.isArray()) {
            var all = new ArrayList<String>();
            value.forEach(element -> all.add(element.asText()));
            candidates.addAll(all);
            candidates.add(String.join(" ", all));
        } else if (value != null) {
            candidates.add(value.asText());
        }
        candidates.addAll(List.of(
                "{\"key\": \"value\"}",
                "I'm sorry, but I can't help with that.",
                "<p>text</p>",
                "SELECT * FROM users"));
        return candidates;
    }
}
