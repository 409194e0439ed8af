package dev.belay.evaluation.provider;

import static dev.belay.evaluation.provider.Responses.badReply;
import static dev.belay.evaluation.provider.Responses.count;
import static dev.belay.evaluation.provider.Responses.filtered;
import static dev.belay.evaluation.provider.Responses.json;
import static dev.belay.evaluation.provider.Responses.notJson;
import static dev.belay.evaluation.provider.Responses.reasonIn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.provider.Answer.Reply;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The chat-completions protocol. */
final class ChatCompletions implements Protocol {

    /** These refuse {@code max_tokens}; other servers know nothing else. */
    private static final Pattern COUNTS_REASONING = Pattern.compile("(o\\d|gpt-5).*");

    @Override
    public String path(CompletionRequest request) {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers(@Nullable String apiKey) {
        return apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
    }

    @Override
    public String prefix() {
        return "OPENAI";
    }

    @Override
    public String wayOut(int status) {
        return status == 404
                ? "; check the model's name, and that OPENAI_BASE_URL ends where /chat/completions begins"
                : Protocol.super.wayOut(status);
    }

    @Override
    public String body(CompletionRequest request) {
        var model = request.model();
        var body = JsonNodeFactory.instance.objectNode().put("model", model.name());
        body.set("messages", ChatMessage.json(request.messages()));
        parameters(model, body);
        if (request.tools() != null) {
            body.set("tools", request.tools());
        }
        if (request.responseFormat() != null) {
            body.set("response_format", request.responseFormat());
        }
        return body.toString();
    }

    private static void parameters(Model model, ObjectNode body) {
        if (model.temperature() != null) {
            body.put("temperature", model.temperature());
        }
        if (model.maxTokens() != null) {
            boolean reasoning = COUNTS_REASONING.matcher(model.name()).matches();
            body.put(reasoning ? "max_completion_tokens" : "max_tokens", model.maxTokens());
        }
        if (model.topP() != null) {
            body.put("top_p", model.topP());
        }
        if (model.seed() != null) {
            body.put("seed", model.seed());
        }
        if (model.stop() != null && !model.stop().isEmpty()) {
            body.set("stop", EventJson.mapper().valueToTree(model.stop()));
        }
    }

    @Override
    public Answer read(String body, long latencyMs) {
        return json(body).map(root -> answer(root, body, latencyMs)).orElseGet(() -> notJson(body));
    }

    private static Answer answer(JsonNode root, String body, long latencyMs) {
        var choice = root.path("choices").path(0);
        var message = choice.path("message");
        if (!message.isObject()) {
            return badReply("the reply has no choices[0].message" + reasonIn(body));
        }
        var finish = choice.path("finish_reason").asText("");
        if (finish.equals("content_filter")) {
            return filtered("the provider's content filter stopped the reply");
        }
        boolean refused = message.path("refusal").isTextual()
                && !message.path("refusal").textValue().isEmpty();
        var text = refused && !message.path("content").isTextual()
                ? message.path("refusal").textValue()
                : textOf(message);
        if (text == null) {
            return badReply("the reply has neither content, refusal nor tool calls");
        }
        var usage = root.path("usage");
        return new Reply(
                text,
                finish.isEmpty() ? "unknown" : finish,
                refused,
                latencyMs,
                count(usage, "prompt_tokens"),
                count(usage, "completion_tokens"),
                null,
                false);
    }

    /** Calls as they came, in the order of their fields; with a text beside them the whole message, as promptfoo has it. */
    private static @Nullable String textOf(JsonNode message) {
        var calls = message.path("tool_calls");
        var content = message.path("content");
        if (calls.isArray() && !calls.isEmpty()) {
            return JsonText.print(content.asText("").isEmpty() ? calls : message);
        }
        return content.isTextual() ? content.textValue() : null;
    }
}
