package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import java.util.Locale;

/** A prompt as the clients of Langfuse read it, versions 3 and 5: {@code GET /api/public/v2/prompts/{name}}. */
final class LangfusePrompt {

    private LangfusePrompt() {}

    static ObjectNode of(Served served) {
        var live = served.live();
        var prompt = EventJson.mapper().createObjectNode();
        prompt.put("id", Served.uuid("langfuse " + served.digest()).toString())
                .put("createdAt", live.since().toString())
                .put("updatedAt", live.since().toString())
                .put("projectId", served.team())
                .put("createdBy", "belay")
                .put("name", served.prompt())
                .put("version", served.version())
                .put("type", "chat")
                .putNull("isActive");
        var messages = prompt.putArray("prompt");
        served.document().messages().forEach(message -> messages.add(message(message)));
        prompt.set("config", config(served));
        prompt.putArray("labels").add(live.environment());
        prompt.putArray("tags");
        prompt.putNull("commitMessage").putNull("resolutionGraph");
        return prompt;
    }

    private static ObjectNode message(Message message) {
        return EventJson.mapper()
                .createObjectNode()
                .put("type", "chatmessage")
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", message.content());
    }

    /** What the application asks its provider with, and by what the prompt can be traced. */
    private static JsonNode config(Served served) {
        ObjectNode config = EventJson.mapper().valueToTree(served.parameters());
        config.put("model", served.document().model().name())
                .put("provider", served.document().model().provider());
        if (served.document().tools() != null) {
            config.set("tools", served.document().tools());
        }
        if (served.document().responseFormat() != null) {
            config.set("response_format", served.document().responseFormat());
        }
        config.set("belay", EventJson.mapper().valueToTree(served.trace()));
        return config;
    }
}
