package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Mustache that nearly all prompts are written in, without HTML escaping: variables with dotted names, sections and inverted
 * sections, whose tags may have lines of their own (mustache(5)). Exactly as it was evaluated, which a test holds still; what
 * else Mustache has, and where engines disagree, is left to the edge.
 */
final class Mustache {

    /** No white space of any alphabet: engines do not agree on what of it a tag may have around its name. */
    private static final Pattern NAME = Pattern.compile("\\S+", Pattern.UNICODE_CHARACTER_CLASS);

    private final List<Part> parts;

    private Mustache(List<Part> parts) {
        this.parts = parts;
    }

    private sealed interface Part {

        record Text(String text) implements Part {}

        record Variable(String name) implements Part {}

        record Section(String name, boolean inverted, List<Part> parts) implements Part {}
    }

    /** Null for a template that is not as simple as that. */
    static @Nullable Mustache of(String template) {
        try {
            return new Mustache(new Parser(template).parts());
        } catch (NotSimple e) {
            return null;
        }
    }

    private static final class NotSimple extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private record Opened(String name, boolean inverted, int begin, boolean standsAlone) {}

    private static final class Parser {

        private final String template;
        private final Deque<Opened> open = new ArrayDeque<>();
        private final Deque<List<Part>> levels = new ArrayDeque<>();
        private int at;

        Parser(String template) {
            this.template = template;
        }

        List<Part> parts() throws NotSimple {
            // Engines write all line ends as they found one of them.
            if (template.contains("\r")
                    && !template.replace("\r\n", "").chars().allMatch(c -> c != '\r' && c != '\n')) {
                throw new NotSimple();
            }
            levels.push(new ArrayList<>());
            while (at < template.length()) {
                int tag = template.indexOf("{{", at);
                if (tag < 0) {
                    text(template.length());
                    break;
                }
                tag(tag);
            }
            if (!open.isEmpty()) {
                throw new NotSimple();
            }
            return levels.pop();
        }

        private void text(int end) {
            if (end > at) {
                levels.peek().add(new Part.Text(template.substring(at, end)));
            }
            at = end;
        }

        private void tag(int begin) throws NotSimple {
            boolean triple = template.startsWith("{{{", begin);
            var close = triple ? "}}}" : "}}";
            int end = template.indexOf(close, begin);
            if (end < 0) {
                throw new NotSimple();
            }
            var inside = template.substring(begin + close.length(), end);
            int after = end + close.length();
            char kind = triple || inside.isEmpty() ? ' ' : inside.charAt(0);
            switch (kind) {
                case '#', '^', '/' ->
                    alone(begin, after, kind, inside.substring(1).trim());
                case '&' -> {
                    text(begin);
                    at = after;
                    levels.peek().add(new Part.Variable(name(inside.substring(1).trim())));
                }
                case '!', '>', '=', '<', '$', '?', '%', '*' -> throw new NotSimple();
                default -> {
                    text(begin);
                    at = after;
                    levels.peek().add(new Part.Variable(name(inside.trim())));
                }
            }
        }

        /** Takes its whole line where nothing else stands on it. */
        private void alone(int begin, int after, char kind, String name) throws NotSimple {
            int line = template.lastIndexOf('\n', begin - 1) + 1;
            int next = template.indexOf('\n', after);
            int lineEnd = next < 0 ? template.length() : next;
            boolean standsAlone = line >= at
                    && template.substring(line, begin).isBlank()
                    && template.substring(after, lineEnd).isBlank();
            // What else stands on such a line, and where the text ends with it, engines disagree.
            if (standsAlone && (line != begin || after != lineEnd || next < 0)) {
                throw new NotSimple();
            }
            text(standsAlone ? line : begin);
            at = standsAlone ? Math.min(template.length(), next < 0 ? lineEnd : next + 1) : after;
            switch (kind) {
                case '#', '^' -> {
                    open.push(new Opened(name(name), kind == '^', begin, standsAlone));
                    levels.push(new ArrayList<>());
                }
                default -> close(name(name), after, standsAlone);
            }
        }

        /** A section's tags have lines of their own both, or it is within one line. */
        private void close(String name, int end, boolean standsAlone) throws NotSimple {
            var opened = open.poll();
            if (opened == null || !opened.name().equals(name)) {
                throw new NotSimple();
            }
            boolean lines = opened.standsAlone() && standsAlone;
            if (!lines && template.substring(opened.begin(), end).indexOf('\n') >= 0) {
                throw new NotSimple();
            }
            var inside = levels.pop();
            // Of white space alone engines make nothing, or what it is.
            if (inside.stream().allMatch(part -> part instanceof Part.Text(var text) && text.isBlank())) {
                throw new NotSimple();
            }
            levels.peek().add(new Part.Section(name, opened.inverted(), inside));
        }

        private static String name(String name) throws NotSimple {
            if (!NAME.matcher(name).matches() || name.contains("{") || name.contains("}") || name.startsWith(".")) {
                throw new NotSimple();
            }
            return name;
        }
    }

    String render(JsonNode variables) {
        var text = new StringBuilder();
        render(parts, new ArrayList<>(List.of(variables)), text);
        return text.toString();
    }

    private static void render(List<Part> parts, List<JsonNode> scopes, StringBuilder text) {
        for (var part : parts) {
            switch (part) {
                case Part.Text(var plain) -> text.append(plain);
                case Part.Variable(var name) -> text.append(ValueText.of(resolve(name, scopes)));
                case Part.Section section -> render(section, scopes, text);
            }
        }
    }

    private static void render(Part.Section section, List<JsonNode> scopes, StringBuilder text) {
        var value = resolve(section.name(), scopes);
        boolean holds = value != null && holds(value);
        if (section.inverted()) {
            if (!holds) {
                render(section.parts(), scopes, text);
            }
        } else if (holds) {
            for (var each : value.isArray() ? elements(value) : List.of(value)) {
                scopes.add(each);
                render(section.parts(), scopes, text);
                scopes.removeLast();
            }
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static boolean holds(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case STRING -> !value.textValue().isEmpty();
            case ARRAY -> !value.isEmpty();
            case BINARY, NUMBER, OBJECT, POJO -> true;
        };
    }

    /** From the innermost scope that knows its first part. */
    private static @Nullable JsonNode resolve(String name, List<JsonNode> scopes) {
        var names = name.split("\\.", -1);
        for (int i = scopes.size() - 1; i >= 0; i--) {
            if (scopes.get(i).has(names[0])) {
                var value = scopes.get(i).get(names[0]);
                for (int part = 1; part < names.length && value != null; part++) {
                    value = value.get(names[part]);
                }
                return value;
            }
        }
        return null;
    }
}
