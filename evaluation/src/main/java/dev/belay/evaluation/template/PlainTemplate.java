package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Templates that only print variables, {@code {{name}}} or {@code {{a.b}}}: nearly all, and rendered a hundred times faster than by Jinjava. */
final class PlainTemplate {
    private static final Pattern OUTPUT = Pattern.compile("\\{\\{\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)\\s*\\}\\}");
    private static final Set<String> NOT_VARIABLES = Set.of(
            "true", "false", "none", "null", "not", "in", "is", "if", "else", "and", "or", "range", "loop", "self");

    private PlainTemplate() {}

    /** Nothing when the template is more than that. */
    static Optional<String> render(String template, Map<String, JsonNode> vars) {
        if (template.contains("{%") || template.contains("{#") || template.contains("#}")) {
            return Optional.empty();
        }
        var out = new StringBuilder();
        var output = OUTPUT.matcher(template);
        int from = 0;
        for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", from)) {
            if (!output.region(at, template.length()).lookingAt()) {
                return Optional.empty();
            }
            var path = output.group(1).split("\\.");
            if (NOT_VARIABLES.contains(path[0]) || path[0].startsWith("__")) {
                return Optional.empty();
            }
            out.append(template, from, at).append(Values.text(value(path, vars)));
            from = output.end();
        }
        return Optional.of(out.append(template, from, template.length()).toString());
    }

    private static @Nullable Object value(String[] path, Map<String, JsonNode> vars) {
        var variable = vars.get(path[0]);
        var value = variable == null ? null : Values.of(variable);
        for (int i = 1; i < path.length; i++) {
            value = Values.property(value, path[i]);
        }
        return value;
    }
}
