package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.evaluation.text.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** What prompt, criteria and cases must agree on. */
final class SuiteRules {

    private SuiteRules() {}

    /** @param place how to name a case for whoever wrote it, by its index */
    static void uniqueIds(List<Field> cases, IntFunction<String> place) {
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < cases.size(); i++) {
            uniqueId(cases.get(i), i, first, place);
        }
    }

    /** @param first where each id came first */
    static void uniqueId(Field evalCase, int index, Map<String, Integer> first, IntFunction<String> place) {
        var id = evalCase.at("id");
        if (id.value().isTextual()) {
            var earlier = first.putIfAbsent(id.value().textValue(), index);
            if (earlier != null) {
                id.refuse("the id " + id.quoted() + " is also that of " + place.apply(earlier)
                        + "; give each case its own, or remove one");
            }
        }
    }

    static void variables(PromptTemplate templates, List<Field> cases) {
        cases.forEach(evalCase -> variables(templates, evalCase));
    }

    static void variables(PromptTemplate templates, Field evalCase) {
        var vars = evalCase.at("vars");
        if (vars.value().isObject()) {
            var values = new HashMap<String, JsonNode>();
            vars.value().properties().forEach(variable -> values.put(variable.getKey(), variable.getValue()));
            templates
                    .missing(values)
                    .forEach(name -> vars.refuse("the prompt uses {{" + name + "}}, but case "
                            + evalCase.at("id").value().asText()
                            + " has no value for it; add one (\"\" for none)"));
        }
    }

    static void failureModes(Field criteria, List<Field> cases) {
        var modes = failureModes(criteria);
        var standing = new HashMap<String, Integer>();
        for (var evalCase : cases) {
            failureMode(modes, evalCase);
            standing.merge(evalCase.at("failureMode").value().asText(""), 1, Integer::sum);
        }
        coverage(criteria, standing);
    }

    /** The ids of those that the criteria name. */
    static Set<String> failureModes(Field criteria) {
        var modes = new HashSet<String>();
        criteria.at("failureModes")
                .value()
                .forEach(mode -> modes.add(mode.path("id").asText()));
        return modes;
    }

    static void failureMode(Set<String> modes, Field evalCase) {
        var mode = evalCase.at("failureMode");
        if (mode.value().isTextual() && !modes.contains(mode.value().textValue())) {
            var near =
                    Spelling.nearest(mode.value().textValue(), modes).map(meant -> "; did you mean \"" + meant + "\"?");
            mode.refuse("the criteria name no failure mode " + mode.quoted() + near.orElse("; add it to failureModes"));
        }
    }

    /** Too few cases are no mistake of the files: the gate finds the change wanting, and says so. */
    private static void coverage(Field criteria, Map<String, Integer> standing) {
        var modes = criteria.at("failureModes");
        for (int i = 0; i < modes.value().size(); i++) {
            var mode = modes.value().path(i);
            int least = Math.max(1, mode.path("minCases").asInt(1));
            int cases = standing.getOrDefault(mode.path("id").asText(), 0);
            if (cases < least) {
                criteria.report()
                        .warning(
                                Pointer.child(modes.pointer(), i),
                                "%d of at least %d cases stand for failure mode %s: no change can be approved"
                                        .formatted(cases, least, mode.path("id").asText()));
            }
        }
    }
}
