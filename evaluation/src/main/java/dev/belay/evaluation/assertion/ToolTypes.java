package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.schema.AjvSchema;
import dev.belay.evaluation.schema.SchemaRefused;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code is-valid-openai-tools-call} and {@code is-valid-function-call}: does the output call what the prompt offers, with
 * arguments that the schema allows? Quirk kept: {@code not-} changes nothing, the verdict is that of the type without it.
 */
final class ToolTypes {
    private static final Pattern MCP_ERROR = Pattern.compile("MCP Tool Error \\(([^)]+)\\): (.+)");

    private final Recent<JsonNode, AjvSchema> compiled = new Recent<>(200);

    Finding toolsCall(Subject subject) {
        var text = subject.text();
        if (text.contains("MCP Tool Error")) {
            var error = MCP_ERROR.matcher(text);
            boolean found = error.find();
            return failed("MCP tool call failed for %s: %s"
                    .formatted(found ? error.group(1) : "unknown", found ? error.group(2) : "unknown error"));
        } else if (text.contains("MCP Tool Result")) {
            return new Finding.Judged(true, 1, "");
        }
        var output = subject.output().value();
        var calls = output.isObject() && output.has("tool_calls") ? output.get("tool_calls") : output;
        if (!calls.isArray() || calls.isEmpty() || !all(calls)) {
            return failed("OpenAI did not return a valid-looking tools response: " + JsonText.print(calls));
        }
        var tools = subject.output().response().tools();
        if (tools == null) {
            return failed("No tools configured in provider, but output contains tool calls");
        }
        return StreamSupport.stream(calls.spliterator(), false)
                .map(call -> problem(call.get("function"), schema(tools, call.get("function"))))
                .flatMap(Optional::stream)
                .findFirst()
                .map(ToolTypes::failed)
                .orElseGet(() -> new Finding.Judged(true, 1, ""));
    }

    /** OpenAI's call of one function, the form before tools: a list of calls is never one. */
    Finding functionCall(Subject subject) {
        var output = subject.output().value();
        var call = output.isObject() && output.has("function_call") ? output.get("function_call") : output;
        if (!looksLikeCall(call)) {
            return failed("OpenAI did not return a valid-looking function call: " + JsonText.print(call));
        }
        return problem(call, named(subject.output().response().functions(), call))
                .map(ToolTypes::failed)
                .orElseGet(() -> new Finding.Judged(true, 1, ""));
    }

    private static boolean all(JsonNode calls) {
        return StreamSupport.stream(calls.spliterator(), false).allMatch(call -> looksLikeCall(call.path("function")));
    }

    private static boolean looksLikeCall(JsonNode call) {
        return call.path("name").isTextual() && call.path("arguments").isTextual();
    }

    private static @Nullable JsonNode schema(JsonNode tools, JsonNode call) {
        return StreamSupport.stream(tools.spliterator(), false)
                .filter(tool -> tool.path("type").asText().equals("function") && tool.has("function"))
                .map(tool -> tool.get("function"))
                .filter(function -> function.path("name").equals(call.get("name")))
                .findFirst()
                .map(function -> function.get("parameters"))
                .orElse(null);
    }

    private static @Nullable JsonNode named(@Nullable JsonNode functions, JsonNode call) {
        return functions == null
                ? null
                : StreamSupport.stream(functions.spliterator(), false)
                        .filter(function -> function.path("name").equals(call.get("name")))
                        .findFirst()
                        .map(function -> function.get("parameters"))
                        .orElse(null);
    }

    /** A function without a schema counts as none, and arguments that are not JSON as a mismatch. */
    private Optional<String> problem(JsonNode call, @Nullable JsonNode schema) {
        JsonNode arguments;
        try {
            arguments = JsonText.parse(call.get("arguments").textValue());
        } catch (NotJson notJson) {
            return Optional.of(String.valueOf(notJson.getMessage()));
        }
        var name = call.get("name").textValue();
        if (schema == null || schema.isNull()) {
            return Optional.of("Called \"%s\", but there is no function with that name".formatted(name));
        }
        try {
            return compiled.get(schema, AjvSchema::compile)
                    .mismatch(arguments)
                    .map(why -> "Call to \"%s\" does not match schema: %s".formatted(name, why));
        } catch (SchemaRefused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static Finding failed(String reason) {
        return new Finding.Judged(false, 0, reason);
    }
}
