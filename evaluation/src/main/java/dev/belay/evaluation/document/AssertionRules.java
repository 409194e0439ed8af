package dev.belay.evaluation.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.assertion.Verdict.Errored;
import dev.belay.evaluation.assertion.Verdict.Failed;
import dev.belay.evaluation.assertion.Verdict.Passed;
import dev.belay.evaluation.scoring.AssertSet;
import java.util.Map;
import java.util.Optional;

/** What an assertion must be like, and the examples that prove one. */
final class AssertionRules {

    private static final String[] UNAVAILABLE = {
        "provider", "transform", "contextTransform", "rubricPrompt", "config", "temperature"
    };

    private static final FieldNames ASSERTION = FieldNames.of("type", "value", "threshold", "weight", "metric")
            .meaning("value", "values", "expected", "pattern", "regex", "text")
            .meaning("threshold", "min", "max", "limit")
            .unavailable("", UNAVAILABLE);
    private static final FieldNames SET = FieldNames.of("type", "assert", "threshold", "weight", "metric")
            .meaning("assert", "asserts", "assertions", "value", "of")
            .meaning("threshold", "min", "limit")
            .unavailable("", UNAVAILABLE);

    private static final Checker CHECKER = new Checker();

    private AssertionRules() {}

    /** @return the assertion, if nothing is wrong with it */
    static Optional<Assertion> check(Field assertion, boolean inCriteria) {
        int before = assertion.report().count();
        boolean set = assertion.value().path("type").asText("").equals(Assertion.SET);
        if (!assertion.present() || !assertion.isObject(set ? SET : ASSERTION)) {
            return Optional.empty();
        }
        var type = assertion
                .at("type")
                .required("like contains, not-regex or is-json")
                .text();
        if (set) {
            members(assertion.at("assert").required("write the assertions of the set as a list"));
        }
        assertion.at("threshold").number(-Double.MAX_VALUE, Double.MAX_VALUE, "a number");
        assertion.at("metric").text();
        ExactNumbers.check(assertion.at("value"));
        var weight = assertion.at("weight");
        weight.number(0, Double.MAX_VALUE, "a number from 0");
        if (inCriteria && weight.present()) {
            weight.refuse("a criterion has no weight, since each decides alone; remove it");
        }
        if (type.isEmpty() || assertion.report().count() > before) {
            return Optional.empty();
        }
        var sound = read(assertion);
        var problem = set ? Optional.<String>empty() : CHECKER.problemOf(sound);
        problem.ifPresent(assertion::refuse);
        return problem.isPresent() ? Optional.empty() : Optional.of(sound);
    }

    private static void members(Field assertions) {
        var all = assertions.elements();
        if (assertions.value().isArray() && all.isEmpty()) {
            assertions.refuse("empty; write at least one assertion");
        }
        for (var each : all) {
            if (each.value().path("type").asText("").equals(Assertion.SET)) {
                each.refuse("an assert-set within an assert-set; write its assertions into the outer one");
            } else {
                check(each, false);
            }
        }
    }

    static void mustCatch(Field example, Assertion detect) {
        if (isAnsweredElsewhere(detect)) {
            return;
        }
        switch (verdict(example, detect)) {
            case Passed passed -> {}
            case Failed failed ->
                example.refuse("detect does not find this bad example; make it find it, or remove the example");
            case Errored errored -> example.refuse("detect cannot judge this bad example: " + errored.reason());
        }
    }

    static void mustNotCatch(Field example, Assertion detect) {
        if (isAnsweredElsewhere(detect)) {
            return;
        }
        switch (verdict(example, detect)) {
            case Passed passed ->
                example.refuse("detect finds this good example; make it narrower, or remove the example");
            case Failed failed -> {}
            case Errored errored -> example.refuse("detect cannot judge this good example: " + errored.reason());
        }
    }

    /** Reading a file asks nobody: such examples are proven before their criteria are published. */
    private static boolean isAnsweredElsewhere(Assertion detect) {
        return detect.each().stream().anyMatch(each -> Checker.isModelGraded(each) || Checker.asksService(each));
    }

    private static Verdict verdict(Field example, Assertion detect) {
        var output = new Output(example.value().textValue(), 0, null);
        return detect.isSet()
                ? AssertSet.verdict(detect, each -> CHECKER.check(each, output, Map.of()))
                : CHECKER.check(detect, output, Map.of());
    }

    private static Assertion read(Field assertion) {
        try {
            return EventJson.mapper().treeToValue(assertion.value(), Assertion.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an assertion that its rules let through: " + assertion.quoted(), e);
        }
    }
}
