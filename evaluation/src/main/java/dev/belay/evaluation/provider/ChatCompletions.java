package dev.belay.evaluation.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of the chat-completions protocol: what is asked, and what an answer says. */
final class ChatCompletions {

    /** These refuse {@code max_tokens}; other servers know nothing else. */
    private static final Pattern COUNTS_REASONING = Pattern.compile("(o\\d|gpt-5).*");

    /** Enough of a server's message to act on. */
    private static final int REASON_LENGTH = 300;

    private ChatCompletions() {}

    static String body(CompletionRequest request) {
        var model = request.model();
        var body = JsonNodeFactory.instance.objectNode().put("model", model.name());
        body.set("messages", EventJson.mapper().valueToTree(request.messages()));
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

    /** Of a body that came with 200. The reply has no price yet. */
    static Answer answer(String body, long latencyMs) {
        JsonNode root;
        try {
            root = EventJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return badReply("the reply is not JSON (" + body.length() + " characters), perhaps cut off");
        }
        var choice = root.path("choices").path(0);
        var message = choice.path("message");
        if (!message.isObject()) {
            return badReply("the reply has no choices[0].message" + reasonIn(body));
        }
        var finish = choice.path("finish_reason").asText("");
        if (finish.equals("content_filter")) {
            return new Fault(Kind.CONTENT_FILTER, "the provider's content filter stopped the reply", false);
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

    private static @Nullable String textOf(JsonNode message) {
        var calls = message.path("tool_calls");
        var content = message.path("content");
        if (calls.isArray() && !calls.isEmpty() && content.asText("").isEmpty()) {
            return CanonicalJson.of(calls.toString()).text();
        }
        return content.isTextual() ? content.textValue() : null;
    }

    private static @Nullable Integer count(JsonNode usage, String member) {
        var tokens = usage.path(member);
        return tokens.canConvertToInt() && tokens.intValue() >= 0 ? tokens.intValue() : null;
    }

    /** A server's own words, after a colon and cut to a readable length; empty when it has none. */
    static String reasonIn(String body) {
        var said = "";
        try {
            var error = EventJson.mapper().readTree(body).path("error");
            said = error.isTextual() ? error.textValue() : error.path("message").asText("");
        } catch (JsonProcessingException e) {
            said = body.stripLeading().startsWith("<") ? "" : body;
        }
        var line = said.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH) + "…");
    }

    private static Fault badReply(String message) {
        return new Fault(Kind.BAD_REPLY, message, true);
    }
}
