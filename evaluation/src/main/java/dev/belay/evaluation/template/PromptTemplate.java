package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The messages of one prompt as Mustache templates, parsed once and rendered for each case. Immutable and thread-safe.
 *
 * <p>A template sees the variables of the case and nothing else: no partials, no files, no members of Java objects. Text
 * is inserted as it is, without HTML escaping, and never rendered a second time, so a variable that holds
 * <code>{{x}}</code> stays that text. Numbers are written as RFC 8785 writes them; an object or array in a plain tag is
 * written as canonical JSON, in a section it is gone through.
 */
public final class PromptTemplate {

    private record Part(PromptDocument.Role role, Mustache template) {}

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
        return of(prompt.messages());
    }

    /** As {@link #of(PromptDocument)}. */
    public static PromptTemplate of(List<Message> messages) {
        var errors = errorsOf(messages);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("message " + errors.getFirst().message()
                    + " is not a Mustache template: " + errors.getFirst().reason());
        }
        return new PromptTemplate(messages.stream()
                .map(message -> new Part(message.role(), parsed(message.content())))
                .toList());
    }

    /** What keeps the messages from being templates; empty when they are. */
    public static List<SyntaxError> errorsOf(List<Message> messages) {
        var errors = new ArrayList<SyntaxError>();
        for (int i = 0; i < messages.size(); i++) {
            try {
                parsed(messages.get(i).content());
            } catch (MustacheException e) {
                errors.add(new SyntaxError(i, reasonOf(e)));
            }
        }
        return errors;
    }

    /**
     * The variables that the messages name outside of any section, and those that open a section. What stands inside of
     * a section may be a member of its value, so only {@link #missing}, which has the values, can tell.
     */
    public SortedSet<String> variables() {
        var names = new TreeSet<String>();
        parts.forEach(part -> names.addAll(VariableUse.outermost(part.template())));
        return names;
    }

    /** The names in the messages that {@code vars} has no value for; a section within a section may stay without one. */
    public SortedSet<String> missing(Map<String, JsonNode> vars) {
        var names = new TreeSet<String>();
        parts.forEach(part -> names.addAll(VariableUse.missing(part.template(), scope(vars))));
        return names;
    }

    /** The messages as they are sent. A name without a value renders as nothing: ask {@link #missing} before. */
    public List<Message> render(Map<String, JsonNode> vars) {
        var scope = scope(vars);
        return parts.stream()
                .map(part -> new Message(part.role(), rendered(part.template(), scope)))
                .toList();
    }

    private static String rendered(Mustache template, JsonNode scope) {
        var text = new StringWriter();
        template.execute(text, scope);
        return text.toString();
    }

    private static JsonNode scope(Map<String, JsonNode> vars) {
        return JsonNodeFactory.instance.objectNode().setAll(vars);
    }

    private static Mustache parsed(String content) {
        return new PlainMustacheFactory().compile(new StringReader(content), "message");
    }

    /** The parser's own message repeats the made-up file name; the context has the line. */
    private static String reasonOf(MustacheException e) {
        var said = String.valueOf(e.getMessage());
        var clause = said.replaceFirst("( in message:.*| @\\[message:.*)$", "");
        return e.getContext() == null
                ? clause
                : clause + ", in line " + e.getContext().line() + " of its content";
    }
}
