package dev.belay.evaluation.provider;

import static dev.belay.evaluation.provider.Responses.badReply;
import static dev.belay.evaluation.provider.Responses.count;
import static dev.belay.evaluation.provider.Responses.json;
import static dev.belay.evaluation.provider.Responses.notJson;
import static dev.belay.evaluation.provider.Responses.reasonIn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's own API, which unlike its chat-completions one knows every parameter. {@code responseFormat} is OpenAI's,
 * {@code json_object} or {@code json_schema}, in Ollama's words. A reply that calls tools ends with {@code tool_calls}, since
 * Ollama says {@code stop} to that as well.
 */
final class OllamaChat implements Protocol {

    @Override
    public String path(CompletionRequest request) {
        return "/api/chat";
    }

    @Override
    public Map<String, String> headers(@Nullable String apiKey) {
        return apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
    }

    @Override
    public String prefix() {
        return "OLLAMA";
    }

    @Override
    public String wayOut(int status) {
        return status == 404 ? "; has the model been pulled?" : Protocol.super.wayOut(status);
    }

    @Override
    public String body(CompletionRequest request) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("model", request.model().name())
                .put("stream", false);
        body.set("messages", EventJson.mapper().valueToTree(request.messages()));
        var options = JsonNodeFactory.instance.objectNode();
        parameters(request.model(), options);
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        if (request.tools() != null) {
            body.set("tools", request.tools());
        }
        var format = request.responseFormat();
        if (format != null && format.path("type").asText("").startsWith("json")) {
            GeminiContent.schema(format)
                    .ifPresentOrElse(schema -> body.set("format", schema), () -> body.put("format", "json"));
        }
        return body.toString();
    }

    private static void parameters(Model model, ObjectNode options) {
        if (model.temperature() != null) {
            options.put("temperature", model.temperature());
        }
        if (model.maxTokens() != null) {
            options.put("num_predict", model.maxTokens());
        }
        if (model.topP() != null) {
            options.put("top_p", model.topP());
        }
        if (model.seed() != null) {
            options.put("seed", model.seed());
        }
        if (model.stop() != null && !model.stop().isEmpty()) {
            options.set("stop", EventJson.mapper().valueToTree(model.stop()));
        }
    }

    @Override
    public Answer read(String body, long latencyMs) {
        return json(body).map(root -> answer(root, body, latencyMs)).orElseGet(() -> notJson(body));
    }

    private static Answer answer(JsonNode root, String body, long latencyMs) {
        var message = root.path("message");
        if (!message.isObject()) {
            return badReply("the reply has no message" + reasonIn(body));
        } else if (!root.path("done").asBoolean(true)) {
            return badReply("the reply is a part of one; the server streams although it was told not to");
        }
        var text = message.path("content").asText("");
        var calls = message.path("tool_calls");
        boolean called = text.isEmpty() && calls.isArray() && !calls.isEmpty();
        var finish = root.path("done_reason").asText("");
        return new Answer.Reply(
                called ? CanonicalJson.of(calls.toString()).text() : text,
                called ? "tool_calls" : finish.isEmpty() ? "unknown" : finish,
                false,
                latencyMs,
                count(root, "prompt_eval_count"),
                count(root, "eval_count"),
                null,
                false);
    }
}
