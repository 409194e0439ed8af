package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import dev.belay.evaluation.yaml.NotYaml;
import dev.belay.evaluation.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a judge is told, before the material is filled in.
 *
 * @param messages templates; a single user message where the prompt is a text
 * @param text whether it was written as a text, which may become a chat only when it is rendered
 */
record JudgePrompt(List<Message> messages, boolean text) {

    JudgePrompt {
        messages = List.copyOf(messages);
    }

    static JudgePrompt of(String system, String user) {
        return new JudgePrompt(List.of(new Message(Role.SYSTEM, system), new Message(Role.USER, user)), false);
    }

    /** @param written a text, or a chat */
    static JudgePrompt written(JsonNode written) {
        var text = written.isTextual() ? written.textValue() : JsonText.print(written);
        var problem = Nunjucks.problemOf(text);
        if (problem.isPresent()) {
            throw new NotJudged("the judge's prompt: " + problem.get());
        }
        return chat(text)
                .map(messages -> new JudgePrompt(messages, false))
                .orElseGet(() -> new JudgePrompt(List.of(new Message(Role.USER, text)), true));
    }

    /** With the material in its places. */
    List<Message> filled(Map<String, JsonNode> material) {
        var marks = Marks.of(messages.stream().map(Message::content).toList());
        var kept = marks.kept(material);
        var filled = rendered(kept);
        if (!text) {
            return filled;
        }
        var chat = chat(filled.getFirst().content());
        if (chat.isEmpty()) {
            return filled;
        }
        if (!roles(chat.get())
                .equals(chat(rendered(harmless(kept)).getFirst().content())
                        .map(JudgePrompt::roles)
                        .orElse(List.of()))) {
            throw new NotJudged("the output or a variable would add messages to the judge's prompt;"
                    + " write rubricPrompt as a list of {role, content}");
        }
        return chat.get();
    }

    private List<Message> rendered(Map<String, JsonNode> material) {
        try {
            return messages.stream()
                    .map(message -> new Message(message.role(), Nunjucks.render(message.content(), material)))
                    .toList();
        } catch (TemplateFailed failed) {
            throw new NotJudged("the judge's prompt cannot be rendered: " + failed.getMessage());
        }
    }

    /** The same with every text replaced by a word: what the template alone makes of its structure. */
    private static Map<String, JsonNode> harmless(Map<String, JsonNode> material) {
        var harmless = new LinkedHashMap<String, JsonNode>();
        material.forEach((name, value) -> harmless.put(name, harmless(value)));
        return harmless;
    }

    private static JsonNode harmless(JsonNode value) {
        if (value.isArray()) {
            var elements = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> elements.add(harmless(element)));
            return elements;
        }
        return value.isTextual() ? TextNode.valueOf("x") : value;
    }

    private static List<Role> roles(List<Message> chat) {
        return chat.stream().map(Message::role).toList();
    }

    private static Optional<List<Message>> chat(String text) {
        var start = text.stripLeading();
        try {
            if (start.startsWith("[")) {
                return messages(JsonText.parse(text));
            }
            return start.startsWith("- role:") ? messages(YamlText.parse(text)) : Optional.empty();
        } catch (NotJson | NotYaml plainText) {
            return Optional.empty();
        }
    }

    private static Optional<List<Message>> messages(JsonNode list) {
        var messages = new ArrayList<Message>();
        for (var element : list) {
            var role = role(element.path("role").asText(""));
            var content = element.path("content");
            if (role.isEmpty() || content.isMissingNode()) {
                return Optional.empty();
            }
            messages.add(new Message(role.get(), content.isTextual() ? content.textValue() : JsonText.print(content)));
        }
        return list.isArray() && !messages.isEmpty() ? Optional.of(messages) : Optional.empty();
    }

    private static Optional<Role> role(String word) {
        return switch (word) {
            case "system", "developer" -> Optional.of(Role.SYSTEM);
            case "user" -> Optional.of(Role.USER);
            case "assistant" -> Optional.of(Role.ASSISTANT);
            default -> Optional.empty();
        };
    }
}
