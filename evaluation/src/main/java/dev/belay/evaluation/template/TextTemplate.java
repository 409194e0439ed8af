package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument.Template;
import java.util.Map;
import java.util.Set;

/** One text of a prompt, parsed by the engine that the prompt names. Immutable and thread-safe. */
sealed interface TextTemplate permits MustacheText, NunjucksText {

    /** @throws NotATemplate in words that the text's author can act on */
    static TextTemplate of(String text, Template engine) throws NotATemplate {
        return switch (engine) {
            case MUSTACHE -> MustacheText.of(text);
            case NUNJUCKS -> NunjucksText.of(text);
        };
    }

    /** The text is none for its engine. */
    final class NotATemplate extends Exception {
        private static final long serialVersionUID = 1;

        /** @param why one clause, without the template's text */
        NotATemplate(String why) {
            super(why);
        }
    }

    Set<String> variables();

    Set<String> missing(Map<String, JsonNode> vars);

    /** @throws TemplateFailed where these variables cannot be rendered */
    String render(Map<String, JsonNode> vars);
}
