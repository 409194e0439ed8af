package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;

/**
 * A short notation for the tools of a test line: {@code get_weather(city:string, days?:integer), get_time();
 * additionalProperties false}. A question mark makes an argument optional; what follows the semicolon holds for every tool.
 */
final class ToolSignatures {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern TOOL = Pattern.compile("([\\w.-]+)\\s*\\(([^)]*)\\)");
    private static final Pattern ARGUMENT = Pattern.compile("([\\w.-]+)(\\?)?\\s*:\\s*(\\w+)");
    private static final Pattern CLOSED = Pattern.compile("additionalProperties\\s*:?\\s*false");

    private ToolSignatures() {}

    /** As OpenAI's {@code tools}. */
    static ArrayNode tools(String notation) {
        boolean closed = CLOSED.matcher(notation).find();
        var tools = NODES.arrayNode();
        TOOL.matcher(notation).results().forEach(tool -> {
            var function = NODES.objectNode().put("name", tool.group(1));
            function.set("parameters", parameters(tool.group(2), closed));
            tools.addObject().put("type", "function").set("function", function);
        });
        return tools;
    }

    private static JsonNode parameters(String arguments, boolean closed) {
        var properties = NODES.objectNode();
        var required = NODES.arrayNode();
        ARGUMENT.matcher(arguments).results().forEach(argument -> {
            properties.putObject(argument.group(1)).put("type", argument.group(3));
            if (argument.group(2) == null) {
                required.add(argument.group(1));
            }
        });
        var schema = NODES.objectNode().put("type", "object");
        schema.set("properties", properties);
        schema.set("required", required);
        if (closed) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }
}
