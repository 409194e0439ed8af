package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.evaluation.dryrun.PromptfooQuestion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.promptfoo.PromptEntry;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.template.MessageTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code prompt.yaml} of one prompt and one provider. */
final class PromptDraft {
    private static final Set<String> ELSEWHERE =
            Set.of("apiBaseUrl", "apiHost", "apiKey", "apiKeyEnvar", "organization");
    private static final Set<String> KEPT = Set.of(
            "temperature",
            "max_tokens",
            "max_completion_tokens",
            "top_p",
            "seed",
            "stop",
            "tools",
            "response_format",
            "cost",
            "inputCost",
            "outputCost");

    private final Findings findings;

    PromptDraft(Findings findings) {
        this.findings = findings;
    }

    /** In the language of promptfoo's file, which says the same whatever the variables are. */
    PromptDocument of(String name, PromptEntry prompt, String template, ProviderEntry provider, Model model) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.setAll(provider.config());
        config.setAll(prompt.config());
        config.fieldNames().forEachRemaining(parameter -> {
            if (ELSEWHERE.contains(parameter)) {
                findings.passedOver(parameter + " is not kept: the workers have OPENAI_BASE_URL and OPENAI_API_KEY");
            } else if (!KEPT.contains(parameter)) {
                findings.edit(prompt, "the parameter " + parameter + " is not kept", "Belay has no such parameter");
            }
        });
        if (provider.transform() != null) {
            findings.edit(prompt, "the provider's transform is not kept", "ask the model for the form that you need");
        }
        return new PromptDocument(
                name,
                Template.NUNJUCKS,
                model,
                messages(prompt, template),
                list(config.get("tools")),
                config.get("response_format"));
    }

    /** The same as Mustache, which is simpler to read; nothing where it filters, loops, decides or computes. */
    static Optional<PromptDocument> mustache(PromptDocument nunjucks) {
        var messages = new ArrayList<Message>();
        var more = new ArrayList<String>();
        for (var message : nunjucks.messages()) {
            messages.add(MessageTexts.with(
                    message,
                    text -> MustacheDraft.of(text).orElseGet(() -> {
                        more.add(text);
                        return text;
                    })));
        }
        if (!more.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PromptDocument(
                nunjucks.name(), null, nunjucks.model(), messages, nunjucks.tools(), nunjucks.responseFormat()));
    }

    private static @org.jspecify.annotations.Nullable JsonNode list(@org.jspecify.annotations.Nullable JsonNode tools) {
        return tools != null && tools.isArray() ? tools : null;
    }

    private List<Message> messages(PromptEntry prompt, String template) {
        var chat = chat(template);
        if (chat.isEmpty()) {
            boolean meant = template.strip().startsWith("[") && template.contains("\"role\"");
            if (meant) {
                findings.edit(prompt, "a chat whose messages are made by the template", "write the messages as a list");
            }
            return List.of(new Message(Role.USER, PromptfooQuestion.template(template)));
        }
        var messages = new ArrayList<Message>();
        for (var each : chat.get()) {
            var name = each.path("name");
            var answers = each.path("tool_call_id");
            messages.add(new Message(
                    role(prompt, each.path("role").asText("")),
                    each.get("content"),
                    name.isTextual() ? name.textValue() : null,
                    each.get("tool_calls"),
                    answers.isTextual() ? answers.textValue() : null));
        }
        return messages;
    }

    private Role role(PromptEntry prompt, String role) {
        return switch (role) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            default -> {
                findings.edit(
                        prompt, "a message of role \"" + role + "\"", "use system, developer, user, assistant or tool");
                yield Role.USER;
            }
        };
    }

    static Optional<JsonNode> chat(String template) {
        try {
            var parsed = JsonText.parse(template);
            return parsed.isArray() && !parsed.isEmpty() && parsed.get(0).has("role")
                    ? Optional.of(parsed)
                    : Optional.empty();
        } catch (NotJson text) {
            return Optional.empty();
        }
    }
}
