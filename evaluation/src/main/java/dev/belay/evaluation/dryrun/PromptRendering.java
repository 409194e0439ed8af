package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import dev.belay.evaluation.template.Variables;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** promptfoo's way from a template and variables to the text that is asked. */
final class PromptRendering {
    /** A tag that opens and does not close in its line; promptfoo takes the whole text as it is then. */
    private static final Pattern UNCLOSED = Pattern.compile("(?m)\\{%[^%]*$|\\{\\{[^}]*$|\\{#[^#]*$");

    private static final Pattern RAW = Pattern.compile("\\{\\s*%\\s*raw\\s*%\\s*\\}");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*\\}\\}");
    private static final Pattern ROOT = Pattern.compile("\\{\\{-?\\s*([A-Za-z_]\\w*)");

    private PromptRendering() {}

    /**
     * @param text of a chat prompt the JSON of its messages
     * @param vars as assertions see them: with what they refer to, before they are rendered
     * @param printed as the prompt prints them
     */
    record Rendered(String text, Map<String, JsonNode> vars, Map<String, JsonNode> printed) {}

    /**
     * @param given what models said: variables that are never templates
     * @throws TemplateFailed where promptfoo makes the case an error
     */
    static Rendered render(String template, Map<String, JsonNode> vars, Map<String, JsonNode> given) {
        var resolved = new LinkedHashMap<>(Variables.resolved(vars));
        var opaque = new HashSet<>(given.keySet());
        vars.keySet().stream()
                .filter(name -> resolved.get(name).isTextual()
                        && mentions(resolved.get(name).textValue(), given))
                .forEach(name -> {
                    resolved.put(
                            name, TextNode.valueOf(inserted(resolved.get(name).textValue(), given)));
                    opaque.add(name);
                });
        resolved.putAll(given);
        var json = json(template);
        if (json.isPresent()) {
            return new Rendered(JsonText.print(renderedIn(json.get(), resolved), 2), resolved, resolved);
        }
        var rendered = new LinkedHashMap<String, JsonNode>();
        resolved.forEach((name, value) -> rendered.put(
                name, value.isTextual() && !opaque.contains(name) ? variable(value.textValue(), resolved) : value));
        return new Rendered(Nunjucks.render(closed(template), rendered), resolved, rendered);
    }

    private static boolean mentions(String text, Map<String, JsonNode> given) {
        return REFERENCE.matcher(text).results().anyMatch(reference -> given.containsKey(reference.group(1)));
    }

    /** What a model said goes in as it said it, whatever it looks like. */
    private static String inserted(String text, Map<String, JsonNode> given) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            var value = given.get(reference.group(1));
            return Matcher.quoteReplacement(value == null ? reference.group() : Coercion.text(value));
        });
    }

    private static Optional<JsonNode> json(String template) {
        try {
            return Optional.of(JsonText.parse(template));
        } catch (NotJson text) {
            return Optional.empty();
        }
    }

    private static JsonNode renderedIn(JsonNode value, Map<String, JsonNode> vars) {
        var nodes = JsonNodeFactory.instance;
        if (value.isTextual()) {
            return nodes.textNode(Nunjucks.render(value.textValue(), vars));
        } else if (value.isArray()) {
            var list = nodes.arrayNode();
            value.forEach(element -> list.add(renderedIn(element, vars)));
            return list;
        } else if (value.isObject()) {
            var object = nodes.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), renderedIn(field.getValue(), vars)));
            return object;
        }
        return value;
    }

    /** A text that names a variable which is not there stays as it is. */
    private static JsonNode variable(String text, Map<String, JsonNode> vars) {
        var roots = ROOT.matcher(text);
        while (roots.find()) {
            if (!vars.containsKey(roots.group(1)) && !KNOWN.contains(roots.group(1))) {
                return TextNode.valueOf(text);
            }
        }
        return TextNode.valueOf(Nunjucks.render(closed(text), vars));
    }

    private static final Set<String> KNOWN = Set.of("true", "false", "none", "not", "range", "loop");

    static String closed(String template) {
        boolean asItIs =
                UNCLOSED.matcher(template).find() && !RAW.matcher(template).find();
        return asItIs ? "{% raw %}" + template + "{% endraw %}" : template;
    }
}
