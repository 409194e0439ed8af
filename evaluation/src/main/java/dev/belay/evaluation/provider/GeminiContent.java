package dev.belay.evaluation.provider;

import static dev.belay.evaluation.provider.Responses.badReply;
import static dev.belay.evaluation.provider.Responses.filtered;
import static dev.belay.evaluation.provider.Responses.json;
import static dev.belay.evaluation.provider.Responses.notJson;
import static dev.belay.evaluation.provider.Responses.reasonIn;
import static dev.belay.evaluation.provider.Responses.sum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Google's Gemini API. {@code responseFormat} is OpenAI's, {@code json_object} or {@code json_schema}, in Gemini's words. A
 * reply that calls functions is its {@code functionCall} parts, and ends with {@code tool_calls}, since Gemini says
 * {@code STOP} to that as well; thoughts are left out of the text and counted as completion tokens.
 */
final class GeminiContent implements Protocol {

    /** Its words for a reply that a filter stopped. */
    private static final Set<String> FILTERED = Set.of(
            "SAFETY",
            "RECITATION",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT");

    /** Its words for a reply that may well be empty. */
    private static final Set<String> ORDINARY = Set.of("STOP", "MAX_TOKENS");

    @Override
    public String path(CompletionRequest request) {
        var name = URLEncoder.encode(request.model().name().replaceFirst("^models/", ""), StandardCharsets.UTF_8);
        return "/v1beta/models/" + name + ":generateContent";
    }

    /** In a header and not in the address, which logs keep. */
    @Override
    public Map<String, String> headers(@Nullable String apiKey) {
        return apiKey == null ? Map.of() : Map.of("x-goog-api-key", apiKey);
    }

    @Override
    public String prefix() {
        return "GEMINI";
    }

    @Override
    public String body(CompletionRequest request) {
        var body = JsonNodeFactory.instance.objectNode();
        messages(request.messages(), body);
        if (request.tools() != null) {
            body.set("tools", request.tools());
        }
        var config = JsonNodeFactory.instance.objectNode();
        parameters(request.model(), config);
        format(request.responseFormat(), config);
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        return body.toString();
    }

    private static void messages(List<Message> messages, ObjectNode body) {
        var system = JsonNodeFactory.instance.arrayNode();
        var contents = body.putArray("contents");
        for (var message : messages) {
            if (message.role() == Role.SYSTEM) {
                system.addObject().put("text", message.content());
            } else {
                contents.addObject()
                        .put("role", message.role() == Role.USER ? "user" : "model")
                        .putArray("parts")
                        .addObject()
                        .put("text", message.content());
            }
        }
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", system);
        }
    }

    private static void parameters(Model model, ObjectNode config) {
        if (model.temperature() != null) {
            config.put("temperature", model.temperature());
        }
        if (model.maxTokens() != null) {
            config.put("maxOutputTokens", model.maxTokens());
        }
        if (model.topP() != null) {
            config.put("topP", model.topP());
        }
        if (model.seed() != null) {
            config.put("seed", model.seed());
        }
        if (model.stop() != null && !model.stop().isEmpty()) {
            config.set("stopSequences", EventJson.mapper().valueToTree(model.stop()));
        }
    }

    private static void format(@Nullable JsonNode format, ObjectNode config) {
        if (format == null || !format.path("type").asText("").startsWith("json")) {
            return;
        }
        config.put("responseMimeType", "application/json");
        schema(format).ifPresent(schema -> config.set("responseJsonSchema", schema));
    }

    /** Of {@code {type: json_schema, json_schema: {schema}}}, or with the schema beside the type. */
    static Optional<JsonNode> schema(JsonNode format) {
        var nested = format.path("json_schema").path("schema");
        var schema = nested.isObject() ? nested : format.path("schema");
        return schema.isObject() ? Optional.of(schema) : Optional.empty();
    }

    @Override
    public Answer read(String body, long latencyMs) {
        return json(body).map(root -> answer(root, body, latencyMs)).orElseGet(() -> notJson(body));
    }

    private static Answer answer(JsonNode root, String body, long latencyMs) {
        var blocked = root.path("promptFeedback").path("blockReason").asText("");
        if (!blocked.isEmpty()) {
            return filtered("the provider's content filter refused the prompt (" + blocked + ")");
        }
        var candidate = root.path("candidates").path(0);
        var finish = candidate.path("finishReason").asText("");
        if (FILTERED.contains(finish)) {
            return filtered("the provider's content filter stopped the reply (" + finish + ")");
        }
        var said = said(candidate.path("content").path("parts"));
        if (said.nothing() && !ORDINARY.contains(finish)) {
            return badReply("the reply has neither text nor function calls"
                    + (finish.isEmpty() ? reasonIn(body) : " (it ended with " + finish + ")"));
        }
        var usage = root.path("usageMetadata");
        return new Answer.Reply(
                said.output(),
                said.onlyCalls() ? "tool_calls" : finish.isEmpty() ? "unknown" : finish,
                false,
                latencyMs,
                sum(usage, "promptTokenCount"),
                sum(usage, "candidatesTokenCount", "thoughtsTokenCount"),
                null,
                false);
    }

    private static Said said(JsonNode parts) {
        var text = new StringBuilder();
        var calls = JsonNodeFactory.instance.arrayNode();
        for (var part : parts) {
            if (part.has("functionCall")) {
                calls.add(part);
            } else if (!part.path("thought").booleanValue()) {
                text.append(part.path("text").asText(""));
            }
        }
        return new Said(text.toString(), calls);
    }
}
