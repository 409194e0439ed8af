package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.canonical.CanonicalJson;
import java.util.Map;
import java.util.regex.Pattern;

/** What one eval case must be like. promptfoo's test cases are cases too, where they use what Belay has. */
final class CaseRules {

    private static final int ID_DIGITS = 12;
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:@+-]{0,119}");

    private static final FieldNames CASE = FieldNames.of(
                    "id", "description", "vars", "assert", "threshold", "from", "failureMode", "tags", "metadata")
            .meaning("vars", "variables", "var", "inputs", "input")
            .meaning("assert", "assertions", "asserts", "expected", "expect")
            .meaning("from", "source", "provenance", "origin")
            .meaning("failureMode", "mode", "failureModes", "edgeCase")
            .meaning("tags", "tag", "labels")
            .meaning("id", "name", "caseId")
            .unavailable(
                    "of promptfoo's test cases Belay takes description, vars, assert, threshold and metadata",
                    "options",
                    "provider",
                    "providers",
                    "providerOutput",
                    "assertScoringFunction",
                    "prompts");

    private CaseRules() {}

    /**
     * Fills in the id where there is none, so that the case has its final form afterwards.
     *
     * @param repeats how often each id was filled in so far
     */
    static void check(Field evalCase, Map<String, Integer> repeats) {
        if (!evalCase.isObject(CASE)) {
            return;
        }
        evalCase.at("id").text(ID, "letters, digits, . _ - : @ +, at most 120 of them");
        evalCase.at("description").text();
        int before = evalCase.report().count();
        vars(evalCase.at("vars").required("what the prompt's variables stand for, like {note: …}"));
        boolean identifiable = evalCase.report().count() == before;
        for (var assertion : evalCase.at("assert").elements()) {
            AssertionRules.check(assertion, false);
        }
        evalCase.at("threshold").number(0, 1, "the least score of the case, from 0 to 1");
        Provenance.check(evalCase.at("from"));
        evalCase.at("failureMode").text(CriteriaRules.ID, CriteriaRules.ID_FORM);
        evalCase.at("tags").elements().forEach(tag -> {
            if (!tag.value().isTextual()) {
                tag.expected("a text; put it in quotes");
            }
        });
        dropMetadata((ObjectNode) evalCase.value(), evalCase);
        if (identifiable && !evalCase.at("id").present()) {
            identify((ObjectNode) evalCase.value(), evalCase, repeats);
        }
    }

    private static void vars(Field vars) {
        if (!vars.present() || !vars.value().isObject() && !vars.expected("named values, like {note: …}")) {
            return;
        }
        ((ObjectNode) vars.value())
                .properties()
                .removeIf(variable -> variable.getValue().isNull());
        vars.value().fieldNames().forEachRemaining(name -> {
            if (name.isBlank()) {
                vars.refuse("a variable without a name");
            }
            ExactNumbers.check(vars.at(name));
        });
    }

    private static void dropMetadata(ObjectNode value, Field evalCase) {
        if (value.remove("metadata") != null) {
            evalCase.report()
                    .warning(Pointer.child(evalCase.pointer(), "metadata"), "not kept; put what matters into tags");
        }
    }

    private static void identify(ObjectNode value, Field evalCase, Map<String, Integer> repeats) {
        var id = idOf((ObjectNode) value.get("vars"));
        int number = repeats.merge(id, 1, Integer::sum);
        if (number > 1) {
            evalCase.report()
                    .warning(evalCase.pointer(), "the same variables as an earlier case; counts as one more case");
        }
        value.put("id", number == 1 ? id : id + "-" + number);
    }

    /** The same variables make the same case, wherever they are written. */
    private static String idOf(ObjectNode vars) {
        return "case-"
                + CanonicalJson.of(vars.toString())
                        .digest()
                        .value()
                        .substring("sha256:".length())
                        .substring(0, ID_DIGITS);
    }
}
