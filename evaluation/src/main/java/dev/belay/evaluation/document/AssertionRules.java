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
import java.util.Map;
import java.util.Optional;

/** What an assertion must be like, and the examples that prove one. */
final class AssertionRules {

    private static final FieldNames ASSERTION = FieldNames.of("type", "value", "threshold", "weight", "metric")
            .meaning("value", "values", "expected", "pattern", "regex", "text")
            .meaning("threshold", "min", "max", "limit")
            .unavailable(
                    "", "provider", "transform", "contextTransform", "rubricPrompt", "config", "assert", "temperature");

    private static final Checker CHECKER = new Checker();

    private AssertionRules() {}

    /** @return the assertion, if nothing is wrong with it */
    static Optional<Assertion> check(Field assertion, boolean inCriteria) {
        int before = assertion.report().count();
        if (!assertion.present() || !assertion.isObject(ASSERTION)) {
            return Optional.empty();
        }
        var type = assertion
                .at("type")
                .required("like contains, not-regex or is-json")
                .text();
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
        var problem = CHECKER.problemOf(sound);
        problem.ifPresent(assertion::refuse);
        return problem.isPresent() ? Optional.empty() : Optional.of(sound);
    }

    static void mustCatch(Field example, Assertion detect) {
        if (takesJudge(example, detect)) {
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
        if (takesJudge(example, detect)) {
            return;
        }
        switch (verdict(example, detect)) {
            case Passed passed ->
                example.refuse("detect finds this good example; make it narrower, or remove the example");
            case Failed failed -> {}
            case Errored errored -> example.refuse("detect cannot judge this good example: " + errored.reason());
        }
    }

    private static boolean takesJudge(Field example, Assertion detect) {
        boolean takes = Checker.isModelGraded(detect);
        if (takes) {
            example.report().warning(example.pointer(), "not tried here: it takes a judge model to tell");
        }
        return takes;
    }

    private static Verdict verdict(Field example, Assertion detect) {
        return CHECKER.check(detect, new Output(example.value().textValue(), 0, null), Map.of());
    }

    private static Assertion read(Field assertion) {
        try {
            return EventJson.mapper().treeToValue(assertion.value(), Assertion.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an assertion that its rules let through: " + assertion.quoted(), e);
        }
    }
}
