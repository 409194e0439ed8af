package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * promptfoo's templates. A variable that the text tests, or gives a default, may be missing; any other is missed, though
 * Nunjucks itself would print nothing.
 */
record NunjucksText(String text, NunjucksNames names) implements TextTemplate {

    static NunjucksText of(String text) throws NotATemplate {
        var problem = Nunjucks.problemOf(text);
        if (problem.isPresent()) {
            throw new NotATemplate(problem.get());
        }
        return new NunjucksText(text, NunjucksSource.names(text));
    }

    @Override
    public Set<String> variables() {
        return names.free();
    }

    @Override
    public Set<String> missing(Map<String, JsonNode> vars) {
        var missing = new TreeSet<>(names.needed());
        missing.removeAll(vars.keySet());
        return missing;
    }

    @Override
    public String render(Map<String, JsonNode> vars) {
        return Nunjucks.render(text, vars);
    }
}
