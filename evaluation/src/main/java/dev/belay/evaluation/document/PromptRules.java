package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.template.PromptTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a prompt must be like. */
final class PromptRules {

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MAX_TEMPERATURE = 2;

    private static final FieldNames PROMPT = FieldNames.of(
                    "name", "template", "model", "messages", "tools", "responseFormat")
            .meaning("messages", "prompt", "prompts", "message", "chat")
            .meaning("model", "provider", "providers", "models")
            .meaning("responseFormat", "format", "outputFormat")
            .meaning("template", "engine", "templateEngine")
            .meaning("name", "id");
    private static final FieldNames MODEL = FieldNames.of(
                    "provider", "name", "temperature", "maxTokens", "topP", "seed", "stop")
            .meaning("name", "model", "id")
            .meaning("maxTokens", "maxCompletionTokens", "maxOutputTokens", "tokens")
            .meaning("stop", "stopSequences", "stops")
            .unavailable(
                    "set the provider's address and key, like OPENAI_BASE_URL and OPENAI_API_KEY, in the environment of"
                            + " the workers",
                    "apiKey",
                    "apiBaseUrl",
                    "baseUrl",
                    "apiHost");

    private PromptRules() {}

    static void check(Field prompt) {
        if (!prompt.isObject(PROMPT)) {
            return;
        }
        prompt.at("name")
                .required("write team/name, like care/visit-summary")
                .text(NAME, "team/name of letters, digits, . _ -");
        var engine = engine(prompt);
        model(prompt.at("model"), prompt);
        MessageRules.check(prompt.at("messages").required("write a list of {role, content}"), engine);
        ProviderRules.messages(prompt.at("model"), prompt.at("messages"));
        prompt.at("tools").elements().forEach(tool -> {
            if (!tool.value().isObject()) {
                tool.expected("a tool as the provider's API describes it");
            }
        });
        var format = prompt.at("responseFormat");
        if (format.present() && !format.value().path("type").isTextual()) {
            format.expected("fields with a type, like {type: json_object}");
        }
        ProviderRules.format(prompt.at("model"), format);
        ExactNumbers.check(prompt.at("tools"));
        ExactNumbers.check(format);
        size(prompt);
    }

    /** Mustache where it names none, or none that there is, which is reported. */
    private static Template engine(Field prompt) {
        var named = prompt.at("template");
        var word = named.text().orElse(Template.MUSTACHE.wireName());
        for (var engine : Template.values()) {
            if (engine.wireName().equals(word)) {
                return engine;
            }
        }
        named.expected("mustache or nunjucks");
        return Template.MUSTACHE;
    }

    private static void model(Field model, Field prompt) {
        model.required("write openai:gpt-4.1-mini, or provider, name and parameters");
        if (model.value().isTextual()) {
            shorthand(model, model.value().textValue().strip(), (ObjectNode) prompt.value());
        } else if (model.present() && model.isObject(MODEL)) {
            ProviderRules.provider(model.at("provider").required("one of " + String.join(", ", Providers.known())));
            model.at("name").required("the provider's name of the model").text();
            parameters(model);
            ProviderRules.settings(model);
        }
    }

    /** {@code openai:gpt-4.1-mini}; written out, so that both ways to say it are one version. */
    private static void shorthand(Field model, String text, ObjectNode prompt) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            shorthand(model, Providers.HTTP + ":" + text, prompt);
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            if (!text.isEmpty()) {
                model.expected("provider:name, like openai:gpt-4.1-mini or simulated:care");
            }
            return;
        }
        var written = prompt.putObject("model")
                .put("provider", text.substring(0, colon))
                .put("name", text.substring(colon + 1).strip());
        ProviderRules.provider(new Field(written.get("provider"), model.pointer(), model.report()));
        ProviderRules.settings(new Field(written, model.pointer(), model.report()));
    }

    private static void parameters(Field model) {
        model.at("temperature").number(0, MAX_TEMPERATURE, "a number from 0 to " + MAX_TEMPERATURE);
        model.at("maxTokens").integer(1, Integer.MAX_VALUE, "a whole number from 1");
        model.at("topP").number(0, 1, "a number from 0 to 1");
        model.at("seed").integer(-ExactNumbers.LARGEST, ExactNumbers.LARGEST, "a whole number");
        for (var stop : model.at("stop").elements()) {
            if (!stop.value().isTextual() || stop.value().textValue().isEmpty()) {
                stop.expected("text at which the reply ends");
            }
        }
    }

    private static void size(Field prompt) {
        int bytes = prompt.value().toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > PromptDocument.MAX_BYTES) {
            bytes = CanonicalJson.of(prompt.value().toString()).text().getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > PromptDocument.MAX_BYTES) {
            prompt.refuse("%d KiB as canonical JSON (expected: at most %d); move what varies into the cases, and long"
                            .formatted(bytes / 1024, PromptDocument.MAX_BYTES / 1024)
                    + " reference text out of the prompt");
        }
    }

    /** The templates of whatever messages are sound, to compare with the variables of cases; empty when none is. */
    static Optional<PromptTemplate> templates(Field prompt) {
        var engine = prompt.value().path("template").asText("").equals(Template.NUNJUCKS.wireName())
                ? Template.NUNJUCKS
                : Template.MUSTACHE;
        var sound = new ArrayList<Message>();
        for (var message : prompt.value().path("messages")) {
            var parsed = MessageRules.texts(message);
            if (PromptTemplate.errorsOf(List.of(parsed), engine).isEmpty()) {
                sound.add(parsed);
            }
        }
        return sound.isEmpty() ? Optional.empty() : Optional.of(PromptTemplate.of(sound, engine));
    }
}
