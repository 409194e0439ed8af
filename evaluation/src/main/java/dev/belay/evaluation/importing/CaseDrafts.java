package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.promptfoo.AssertionEntry;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.promptfoo.TestEntry;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import dev.belay.evaluation.template.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cases} of one prompt: a case a combination of variables, with the assertions that are its own. */
final class CaseDrafts {
    private static final Set<String> CHAINED = Set.of("storeOutputAs");
    private static final Set<String> LOST = Set.of("transform", "postprocess", "rubricPrompt");
    private static final int DESCRIPTION_FOR_ID = 60;

    private final Checker checker;
    private final Findings findings;
    private final int shared;
    private final Set<String> printed;
    private final Set<String> used;
    private final Slug ids = new Slug();

    /**
     * @param shared how many assertions each test has from {@code defaultTest}
     * @param template of the prompt
     */
    CaseDrafts(Checker checker, Findings findings, int shared, String template) {
        this.checker = checker;
        this.findings = findings;
        this.shared = shared;
        this.printed = MustacheDraft.printed(template);
        this.used = MustacheDraft.used(template);
    }

    /** Whether nothing is written beside the assertion that Belay's assertions do not have; else it is reported. */
    static boolean isPlain(One one, TestEntry test, Findings findings) {
        if (one.transform() != null) {
            findings.edit(
                    test,
                    "the assertion " + one.assertion().type() + " with a transform is not kept",
                    "write one on the whole output, like regex or contains-json");
            return false;
        } else if (one.options().hasNonNull("rubricPrompt")) {
            findings.edit(
                    test,
                    "the assertion " + one.assertion().type() + " with its own rubricPrompt is not kept",
                    "say what matters in its value");
            return false;
        }
        return true;
    }

    Case of(Step step) {
        var test = step.entry();
        look(test);
        var own = test.options().path("disableDefaultAsserts").asBoolean(false)
                ? test.assertions()
                : test.assertions()
                        .subList(
                                Math.min(shared, test.assertions().size()),
                                test.assertions().size());
        var assertions = new ArrayList<Assertion>();
        own.forEach(each -> add(each, test, assertions));
        var described = test.description();
        var description = described == null || described.matches("Row #\\d+") ? null : described;
        boolean weighed = test.threshold() != null && !assertions.isEmpty();
        return new Case(
                id(step, description),
                description,
                vars(step.values(), test),
                assertions.isEmpty() ? null : assertions,
                weighed ? test.threshold() : null,
                null,
                null,
                tags(test));
    }

    private void look(TestEntry test) {
        for (var option : CHAINED) {
            if (test.options().hasNonNull(option)) {
                findings.cannot(
                        test,
                        option + ": a case never depends on another's output",
                        "write the value into the variables");
            }
        }
        for (var option : LOST) {
            if (test.options().hasNonNull(option)) {
                findings.edit(test, "options." + option + " is not kept", "write assertions on the whole output");
            }
        }
        if (test.options().path("disableDefaultAsserts").asBoolean(false) && shared > 0) {
            findings.edit(
                    test,
                    "disableDefaultAsserts is not kept: criteria hold for every case",
                    "give the criterion a rate, or leave the case out");
        }
        if (test.provider() != null || test.providerOutput() != null) {
            findings.edit(test, "the test's own provider or output is not kept", "leave it out");
        }
    }

    private void add(AssertionEntry entry, TestEntry test, List<Assertion> to) {
        switch (entry) {
            case Group group -> {
                boolean all = group.threshold() == null && test.threshold() == null;
                if (all) {
                    group.assertions().forEach(one -> add(one, test, to));
                } else {
                    findings.edit(
                            test,
                            "an assert-set that is weighed is not kept",
                            "write its assertions into the case, with weights");
                }
            }
            case One one -> {
                var problem = checker.problemOf(one.assertion());
                if (problem.isPresent()) {
                    findings.edit(test, "not kept: " + problem.get(), null);
                } else if (isPlain(one, test, findings)) {
                    to.add(one.assertion());
                }
            }
        }
    }

    private String id(Step step, @Nullable String description) {
        boolean speaking = description != null && description.length() <= DESCRIPTION_FOR_ID;
        return ids.once(Slug.of(speaking ? String.valueOf(description) : "", "case-" + (step.test() + 1)));
    }

    /** As the prompt saw them: with what they refer to, and lists as the text that they print as. */
    private Map<String, JsonNode> vars(Map<String, JsonNode> values, TestEntry test) {
        var resolved = Variables.resolved(values);
        var vars = new LinkedHashMap<String, JsonNode>();
        resolved.forEach((name, value) -> {
            if (value.isTextual()) {
                vars.put(name, rendered(value, resolved, test));
            } else if (value.isContainerNode() && printed.contains(name)) {
                vars.put(name, TextNode.valueOf(Coercion.text(value)));
            } else if (!value.isNull()) {
                vars.put(name, value);
            }
        });
        // A variable that nobody gave prints as nothing in promptfoo; here it must be said.
        used.forEach(name -> vars.putIfAbsent(name, TextNode.valueOf("")));
        return vars;
    }

    private JsonNode rendered(JsonNode text, Map<String, JsonNode> vars, TestEntry test) {
        try {
            return TextNode.valueOf(Nunjucks.render(text.textValue(), vars));
        } catch (TemplateFailed failed) {
            findings.edit(test, "a variable that is a template: " + failed.getMessage(), "write the text itself");
            return text;
        }
    }

    private static @Nullable List<String> tags(TestEntry test) {
        var tags = new ArrayList<String>();
        test.metadata().properties().forEach(field -> {
            var values = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
            for (JsonNode value : values) {
                boolean kept = value.isValueNode()
                        && !value.isNull()
                        && !field.getKey().equals("conversationId");
                if (kept) {
                    tags.add(field.getKey() + ":" + value.asText());
                }
            }
        });
        return tags.isEmpty() ? null : tags;
    }
}
