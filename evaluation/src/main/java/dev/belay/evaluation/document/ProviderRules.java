package dev.belay.evaluation.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.AgentProvider;
import dev.belay.evaluation.provider.ChatMessage;
import dev.belay.evaluation.provider.Providers;

/** What each provider's models can be told: what one would ignore is refused, since taking it would be a lie. */
final class ProviderRules {

    private static final String JSON_SCHEMA = "json_schema";

    private ProviderRules() {}

    static void provider(Field provider) {
        var known = Providers.known();
        provider.text().filter(name -> !known.contains(name)).ifPresent(name -> {
            var near = Providers.meant(name).map(meant -> "; did you mean \"" + meant + "\"?");
            provider.refuse(
                    "unknown provider \"" + name + "\" (known: " + String.join(", ", known) + ")" + near.orElse(""));
        });
    }

    /** @param model provider, name and parameters, each of which may be wrong in itself */
    static void settings(Field model) {
        switch (model.at("provider").value().asText("")) {
            case Providers.ANTHROPIC -> anthropic(model);
            case Providers.HTTP -> {
                var name = model.at("name");
                if (name.value().isTextual()) {
                    AgentProvider.mistakeIn(name.value().textValue()).ifPresent(model::refuse);
                }
            }
            default -> {}
        }
    }

    private static void anthropic(Field model) {
        if (model.at("seed").present()) {
            model.at("seed").refuse("Anthropic's models take no seed; remove it");
        }
        var temperature = model.at("temperature");
        if (temperature.value().isNumber() && temperature.value().doubleValue() <= 2) {
            temperature.number(0, 1, "a number from 0 to 1, for Anthropic's models");
        }
    }

    /** Of messages each of which may be wrong in itself. */
    static void messages(Field model, Field messages) {
        var provider = model.at("provider").value().asText("");
        if (!Providers.known().contains(provider)) {
            return;
        }
        for (var message : messages.elements()) {
            try {
                ChatMessage.lostOn(provider, EventJson.mapper().treeToValue(message.value(), Message.class))
                        .ifPresent(message::refuse);
            } catch (JsonProcessingException | IllegalArgumentException wrongItself) {
                // What is wrong with it is told where messages are checked.
            }
        }
    }

    /** Of a prompt whose model may still be written in short. */
    static void format(Field model, Field format) {
        boolean anthropic = model.at("provider").value().asText("").equals(Providers.ANTHROPIC);
        var type = format.value().path("type").asText("");
        if (anthropic && !type.isEmpty() && !type.equals(JSON_SCHEMA)) {
            format.refuse("Anthropic's models know only {type: json_schema, schema: {…}}, not \"" + type + "\"");
        }
    }
}
