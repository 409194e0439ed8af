package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.dryrun.PromptfooQuestion;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.promptfoo.AssertionEntry;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.promptfoo.TestEntry;
import dev.belay.evaluation.template.PromptTemplate;
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
    private final PromptTemplate template;
    private final Set<String> printed;
    private final Slug ids = new Slug();
    private final @Nullable Affixes affixes;

    /**
     * @param shared how many assertions each test has from {@code defaultTest}
     * @param affixes null where the prompt itself has them
     * @param prompt whose variables each case has
     */
    CaseDrafts(Checker checker, Findings findings, int shared, @Nullable Affixes affixes, PromptDocument prompt) {
        this.affixes = affixes;
        this.checker = checker;
        this.findings = findings;
        this.shared = shared;
        this.template = PromptTemplate.of(prompt);
        this.printed = prompt.templateOrDefault() == Template.MUSTACHE ? template.variables() : Set.of();
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
        var assertions = new ArrayList<Assertion>();
        own(test).forEach(each -> add(each, test, assertions));
        var described = test.description();
        var description = described == null || described.matches("Row #\\d+") ? null : described;
        boolean weighed = test.threshold() != null && !assertions.isEmpty();
        return new Case(
                id(step, description),
                description,
                vars(step),
                assertions.isEmpty() ? null : assertions,
                weighed ? test.threshold() : null,
                null,
                null,
                tags(test));
    }

    private List<AssertionEntry> own(TestEntry test) {
        var all = test.assertions();
        boolean alone = test.options().path("disableDefaultAsserts").asBoolean(false);
        return alone ? all : all.subList(Math.min(shared, all.size()), all.size());
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
        if (test.threshold() != null
                && shared > 0
                && own(test).size() < test.assertions().size()) {
            findings.edit(
                    test,
                    "threshold " + test.threshold()
                            + " weighs the case's own assertions alone: those of defaultTest become criteria",
                    "check that it still says what you mean");
        }
        if (test.provider() != null || test.providerOutput() != null) {
            findings.edit(test, "the test's own provider or output is not kept", "leave it out");
        }
    }

    private void add(AssertionEntry entry, TestEntry test, List<Assertion> to) {
        switch (entry) {
            case Group group -> {
                var members = new ArrayList<Assertion>();
                group.assertions().forEach(one -> add(one, test, members));
                if (!members.isEmpty()) {
                    to.add(new Assertion(
                            Assertion.SET, null, group.threshold(), group.weight(), group.metric(), members));
                }
            }
            case One one -> add(one, test, to);
        }
    }

    private void add(One one, TestEntry test, List<Assertion> to) {
        var problem = checker.problemOf(one.assertion());
        if (problem.isPresent()) {
            findings.edit(test, "not kept: " + problem.get(), null);
        } else if (isPlain(one, test, findings)) {
            to.add(one.assertion());
        }
    }

    private String id(Step step, @Nullable String description) {
        boolean speaking = description != null && description.length() <= DESCRIPTION_FOR_ID;
        return ids.once(Slug.of(speaking ? String.valueOf(description) : "", "case-" + (step.test() + 1)));
    }

    /** As the prompt prints them: with what they refer to, and for Mustache lists as the text that they print as. */
    private Map<String, JsonNode> vars(Step step) {
        var values = PromptfooQuestion.of(step)
                .map(PromptfooQuestion::printed)
                .orElseGet(() -> Variables.resolved(step.values()));
        var vars = new LinkedHashMap<String, JsonNode>();
        values.forEach((name, value) -> {
            if (value.isContainerNode() && printed.contains(name)) {
                vars.put(name, TextNode.valueOf(Coercion.text(value)));
            } else if (!value.isNull()) {
                vars.put(name, value);
            }
        });
        if (affixes != null) {
            affixes.put(step, values, vars);
        }
        // A variable that nobody gave prints as nothing in promptfoo; here it must be said.
        template.missing(vars).stream()
                .filter(name -> !name.contains("."))
                .forEach(name -> vars.putIfAbsent(name, TextNode.valueOf("")));
        return vars;
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
