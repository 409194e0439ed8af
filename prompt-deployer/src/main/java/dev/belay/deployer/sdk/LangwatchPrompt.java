package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import java.util.Locale;
import java.util.Set;

/**
 * A prompt as the clients of LangWatch read it: {@code GET /api/prompts/{id}}. They refuse nulls and roles other than system, user
 * and assistant, and drop members that they do not know; {@code parameters} stays.
 */
final class LangwatchPrompt {

    private static final Set<Role> KNOWN = Set.of(Role.SYSTEM, Role.USER, Role.ASSISTANT);

    private LangwatchPrompt() {}

    static ObjectNode of(Served served) {
        var live = served.live();
        var versionId = "prompt_version_" + served.digest().brief();
        var model = served.document().model();
        var prompt = EventJson.mapper().createObjectNode();
        prompt.put("id", "prompt_" + Served.uuid("langwatch " + served.prompt()))
                .put("handle", served.prompt())
                .put("scope", "PROJECT")
                .put("name", served.name())
                .put("updatedAt", live.since().toString())
                .put("projectId", served.team())
                .put("organizationId", served.team())
                .put("versionId", versionId)
                .put("version", served.version())
                .put("createdAt", live.since().toString())
                .put("commitMessage", "deployment " + live.number())
                .put("prompt", system(served))
                .put("model", model.provider() + "/" + model.name());
        var messages = prompt.putArray("messages");
        served.document().messages().forEach(message -> messages.add(message(message)));
        if (model.temperature() != null) {
            prompt.put("temperature", model.temperature());
        }
        if (model.maxTokens() != null) {
            prompt.put("maxTokens", model.maxTokens());
        }
        prompt.putArray("inputs");
        prompt.putArray("outputs").addObject().put("identifier", "output").put("type", "str");
        prompt.putArray("tags").addObject().put("name", live.environment()).put("versionId", versionId);
        prompt.set("parameters", EventJson.mapper().valueToTree(served.trace()));
        return prompt;
    }

    private static String system(Served served) {
        return served.document().messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(Message::content)
                .findFirst()
                .orElse("");
    }

    private static ObjectNode message(Message message) {
        var role = KNOWN.contains(message.role())
                ? message.role()
                : message.role() == Role.DEVELOPER ? Role.SYSTEM : Role.USER;
        return EventJson.mapper()
                .createObjectNode()
                .put("role", role.name().toLowerCase(Locale.ROOT))
                .put("content", message.content());
    }
}
