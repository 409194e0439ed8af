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
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API. System messages become the one that it has; {@code responseFormat} is its
 * {@code output_config.format}. A reply that calls tools is its {@code tool_use} blocks. Tokens read from or written to the
 * prompt cache count as prompt tokens.
 */
final class AnthropicMessages implements Protocol {

    private static final String VERSION = "2023-06-01";

    /** The protocol has to be told a bound; this is what a prompt without {@code maxTokens} gets. */
    private static final int STANDARD_MAX_TOKENS = 4096;

    @Override
    public String path(CompletionRequest request) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers(@Nullable String apiKey) {
        return apiKey == null
                ? Map.of("anthropic-version", VERSION)
                : Map.of("anthropic-version", VERSION, "x-api-key", apiKey);
    }

    @Override
    public String prefix() {
        return "ANTHROPIC";
    }

    @Override
    public String body(CompletionRequest request) {
        var model = request.model();
        var body = JsonNodeFactory.instance.objectNode().put("model", model.name());
        body.put("max_tokens", model.maxTokens() == null ? STANDARD_MAX_TOKENS : model.maxTokens());
        var system = request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(message -> message.content())
                .collect(Collectors.joining("\n\n"));
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        var messages = body.putArray("messages");
        request.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .forEach(message -> messages.addObject()
                        .put("role", message.role().name().toLowerCase(Locale.ROOT))
                        .put("content", message.content()));
        parameters(model, body);
        if (request.tools() != null) {
            body.set("tools", request.tools());
        }
        if (request.responseFormat() != null) {
            body.putObject("output_config").set("format", request.responseFormat());
        }
        return body.toString();
    }

    private static void parameters(Model model, ObjectNode body) {
        if (model.temperature() != null) {
            body.put("temperature", model.temperature());
        }
        if (model.topP() != null) {
            body.put("top_p", model.topP());
        }
        if (model.stop() != null && !model.stop().isEmpty()) {
            body.set("stop_sequences", EventJson.mapper().valueToTree(model.stop()));
        }
    }

    @Override
    public Answer read(String body, long latencyMs) {
        return json(body).map(root -> answer(root, body, latencyMs)).orElseGet(() -> notJson(body));
    }

    private static Answer answer(JsonNode root, String body, long latencyMs) {
        if (!root.path("content").isArray()) {
            return badReply("the reply has no content" + reasonIn(body));
        }
        var finish = root.path("stop_reason").asText("");
        boolean refused = finish.equals("refusal");
        var said = said(root.path("content"));
        if (refused && said.text().isEmpty()) {
            return filtered("the provider's classifiers stopped the reply (stop_reason \"refusal\")");
        } else if (said.nothing() && finish.isEmpty()) {
            return badReply("the reply has neither text, tool calls nor a stop_reason");
        }
        var usage = root.path("usage");
        return new Answer.Reply(
                said.output(),
                finish.isEmpty() ? "unknown" : finish,
                refused,
                latencyMs,
                sum(usage, "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"),
                sum(usage, "output_tokens"),
                null,
                false);
    }

    private static Said said(JsonNode content) {
        var text = new StringBuilder();
        var calls = JsonNodeFactory.instance.arrayNode();
        for (var block : content) {
            switch (block.path("type").asText("")) {
                case "text" -> text.append(block.path("text").asText(""));
                case "tool_use" -> calls.add(block);
                default -> {} // thinking, and what servers do with tools of their own
            }
        }
        return new Said(text.toString(), calls);
    }
}
