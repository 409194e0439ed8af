package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.evaluation.template.TextTemplate.NotATemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The messages of one prompt as templates of the engine that it names, parsed once and rendered for each case. Immutable
 * and thread-safe.
 *
 * <p>A template sees the variables of the case and nothing else: no other templates, no files, no environment, no members
 * of Java objects. Text is inserted as it is, without HTML escaping, and never rendered a second time, so a variable that
 * holds <code>{{x}}</code> stays that text.
 */
public final class PromptTemplate {

    /** @param texts by what they are parsed of */
    private record Part(Message message, Map<String, TextTemplate> texts) {

        static Part of(Message message, Template engine) throws NotATemplate {
            var texts = new HashMap<String, TextTemplate>();
            for (var text : MessageTexts.of(message)) {
                texts.put(text, TextTemplate.of(text, engine));
            }
            return new Part(message, texts);
        }

        Message render(Map<String, JsonNode> vars) {
            return MessageTexts.with(message, text -> texts.get(text).render(vars));
        }
    }

    /**
     * @param message index of the message, from 0
     * @param reason one clause, without the template's text
     */
    public record SyntaxError(int message, String reason) {}

    private final List<Part> parts;

    private PromptTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Throws {@link IllegalArgumentException} where {@link #errorsOf} finds something. */
    public static PromptTemplate of(PromptDocument prompt) {
        return of(prompt.messages(), prompt.templateOrDefault());
    }

    /** As {@link #of(PromptDocument)}. */
    public static PromptTemplate of(List<Message> messages, Template engine) {
        var parts = new ArrayList<Part>();
        for (var message : messages) {
            try {
                parts.add(Part.of(message, engine));
            } catch (NotATemplate e) {
                throw new IllegalArgumentException(
                        "message %d is no %s template: %s".formatted(parts.size(), engine.wireName(), e.getMessage()),
                        e);
            }
        }
        return new PromptTemplate(parts);
    }

    /** What keeps the messages from being templates; empty when they are. */
    public static List<SyntaxError> errorsOf(List<Message> messages, Template engine) {
        var errors = new ArrayList<SyntaxError>();
        for (int i = 0; i < messages.size(); i++) {
            try {
                Part.of(messages.get(i), engine);
            } catch (NotATemplate e) {
                errors.add(new SyntaxError(i, String.valueOf(e.getMessage())));
            }
        }
        return errors;
    }

    /** The variables that the messages name, as far as their engine can tell without values. */
    public SortedSet<String> variables() {
        var names = new TreeSet<String>();
        parts.forEach(part -> part.texts().values().forEach(text -> names.addAll(text.variables())));
        return names;
    }

    /** The names in the messages that {@code vars} must have a value for, and has not. */
    public SortedSet<String> missing(Map<String, JsonNode> vars) {
        var names = new TreeSet<String>();
        parts.forEach(part -> part.texts().values().forEach(text -> names.addAll(text.missing(vars))));
        return names;
    }

    /**
     * The messages as they are sent. A name without a value renders as nothing: ask {@link #missing} before.
     *
     * @throws TemplateFailed where the engine cannot go on with these values, which Mustache always can
     */
    public List<Message> render(Map<String, JsonNode> vars) {
        return parts.stream().map(part -> part.render(vars)).toList();
    }
}
