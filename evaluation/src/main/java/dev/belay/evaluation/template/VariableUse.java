package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.mustachejava.Code;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.codes.IterableCode;
import com.github.mustachejava.codes.NotIterableCode;
import com.github.mustachejava.codes.ValueCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names a parsed template uses, found by going through it as rendering would. */
final class VariableUse {

    private static final String THIS = ".";

    private final Set<String> missing = new HashSet<>();

    private VariableUse() {}

    static Set<String> outermost(Mustache template) {
        var names = new HashSet<String>();
        collect(template.getCodes(), names);
        return names;
    }

    private static void collect(Code[] codes, Set<String> names) {
        for (var code : codes) {
            if (code instanceof ValueCode || code instanceof IterableCode) {
                names.add(firstPart(code.getName()));
            }
            if (code instanceof NotIterableCode) {
                collect(code.getCodes(), names);
            }
        }
        names.remove(THIS);
    }

    static Set<String> missing(Mustache template, JsonNode scope) {
        var use = new VariableUse();
        use.walk(template.getCodes(), List.of(scope));
        return use.missing;
    }

    private void walk(Code[] codes, List<JsonNode> scopes) {
        for (var code : codes) {
            var name = code.getName();
            if (name != null && !name.equals(THIS)) {
                visit(code, name, JsonValues.resolve(name, scopes), scopes);
            }
        }
    }

    private void visit(Code code, String name, @Nullable JsonNode value, List<JsonNode> scopes) {
        boolean section = code instanceof IterableCode;
        boolean inSection = scopes.size() > 1;
        if (value == null && (code instanceof ValueCode || section && !inSection)) {
            missing.add(name);
        } else if (code instanceof NotIterableCode) {
            if (value == null || !JsonValues.holds(value)) {
                walk(code.getCodes(), scopes);
            }
        } else if (section && value != null && JsonValues.holds(value)) {
            Iterable<JsonNode> elements = value.isArray() ? value : List.of(value);
            elements.forEach(element -> walk(code.getCodes(), inside(scopes, element)));
        }
    }

    private static List<JsonNode> inside(List<JsonNode> scopes, JsonNode value) {
        var inner = new ArrayList<>(scopes);
        inner.add(value);
        return inner;
    }

    private static String firstPart(String name) {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
