package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.List;
import java.util.Map;

/**
 * What tests put before and behind their prompt, as variables of their cases.
 *
 * @param before name of a variable that no test has
 * @param behind likewise
 */
record Affixes(String before, String behind) {

    static Affixes in(List<Step> steps) {
        return new Affixes(unused("prefix", steps), unused("suffix", steps));
    }

    private static String unused(String name, List<Step> steps) {
        boolean taken = steps.stream()
                .anyMatch(step ->
                        step.values().containsKey(name) || step.template().matches("(?s).*\\b" + name + "\\b.*"));
        return taken ? unused("test_" + name, steps) : name;
    }

    String around(String template) {
        return "{{" + before + "}}" + template + "{{" + behind + "}}";
    }

    void put(Step step, Map<String, JsonNode> printed, Map<String, JsonNode> into) {
        put(before, step.entry().options().path("prefix").asText(""), printed, into);
        put(behind, step.entry().options().path("suffix").asText(""), printed, into);
    }

    private static void put(String name, String text, Map<String, JsonNode> printed, Map<String, JsonNode> into) {
        try {
            into.put(name, TextNode.valueOf(Nunjucks.render(text, printed)));
        } catch (TemplateFailed failed) {
            into.put(name, TextNode.valueOf(text));
        }
    }
}
