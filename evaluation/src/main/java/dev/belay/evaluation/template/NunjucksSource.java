package dev.belay.evaluation.template;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads Nunjucks source and writes the same template in the Jinja dialect of Jinjava. Where the two differ, Nunjucks wins: {@code elseif},
 * {@code for … else}, {@code -}} trimming of output tags and comments, string escapes, {@code ===}. What Nunjucks refuses is
 * refused here, since Jinjava renders much of it as nothing; and so are tags that read other templates.
 */
final class NunjucksSource {
    private static final Set<String> TAGS = Set.of("if", "for", "set", "macro", "raw", "verbatim");
    private static final Set<String> CLOSING = Set.of("endif", "endfor", "endset", "endmacro");

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Block> open = new ArrayDeque<>();
    private final Set<String> callable = new HashSet<>(Set.of("range"));
    private final NunjucksNames names = new NunjucksNames();
    private int at;
    private boolean trimNext;

    /** @param iterated what an open {@code for} goes over, empty for other tags */
    private record Block(String tag, String iterated, boolean otherwise) {}

    private NunjucksSource(String source) {
        this.source = source;
    }

    static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#") || text.contains("#}");
    }

    /** @throws TemplateFailed when Nunjucks would not read it, or it needs what Belay's templates do not have */
    static String toJinja(String source) {
        var reader = new NunjucksSource(source);
        reader.translate();
        return reader.out.toString();
    }

    /** @throws TemplateFailed as {@link #toJinja} */
    static NunjucksNames names(String source) {
        var reader = new NunjucksSource(source);
        if (isTemplate(source)) {
            reader.translate();
        }
        return reader.names;
    }

    private void translate() {
        while (at < source.length()) {
            int tag = nextTag();
            text(source.substring(at, tag));
            at = tag;
            if (at < source.length()) {
                tag();
            }
        }
        if (!open.isEmpty()) {
            throw new TemplateFailed(
                    "{%% %s %%} has no {%% end%<s %%}".formatted(open.peek().tag()));
        }
    }

    private int nextTag() {
        return List.of("{{", "{%", "{#").stream()
                .mapToInt(start -> source.indexOf(start, at))
                .filter(found -> found >= 0)
                .min()
                .orElse(source.length());
    }

    private void text(String text) {
        if (text.contains("#}")) {
            throw new TemplateFailed("unexpected end of comment");
        }
        int start = 0;
        while (trimNext && start < text.length() && Whitespace.is(text.charAt(start))) {
            start++;
        }
        trimNext = trimNext && start == text.length();
        out.append(text, start, text.length());
    }

    private void tag() {
        char kind = source.charAt(at + 1);
        at += 2;
        if (source.startsWith("-", at)) {
            at++;
            trimBefore();
        }
        switch (kind) {
            case '#' -> comment();
            case '{' -> output();
            default -> block();
        }
    }

    private void trimBefore() {
        int end = out.length();
        while (end > 0 && Whitespace.is(out.charAt(end - 1))) {
            end--;
        }
        out.setLength(end);
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw new TemplateFailed("expected end of comment, got end of file");
        }
        trimNext = source.charAt(end - 1) == '-' && end - 1 >= at;
        at = end + 2;
    }

    private String expression(String end) {
        var expression = new NunjucksExpression(source, at, end, callable);
        var jinja = expression.read();
        at = expression.end();
        trimNext = expression.trimsAfter();
        names.use(expression.names(), expression.tests());
        return jinja;
    }

    private void output() {
        var expression = expression("}}");
        if (expression.isBlank()) {
            throw new TemplateFailed("unexpected token: }}");
        }
        // A leading minus would be read as a trim mark.
        var leading = expression.stripLeading();
        out.append("{{ ")
                .append(leading.startsWith("-") ? "0 " + leading : leading)
                .append(" }}");
    }

    private void block() {
        var words = expression("%}").strip();
        int space = 0;
        while (space < words.length() && Character.isJavaIdentifierPart(words.charAt(space))) {
            space++;
        }
        var tag = words.substring(0, space);
        var rest = words.substring(space).strip();
        if (tag.equals("raw") || tag.equals("verbatim")) {
            raw(tag);
        } else if (tag.equals("for")) {
            loop(rest);
        } else if (tag.equals("else") || tag.equals("elif") || tag.equals("elseif")) {
            otherwise(tag, rest);
        } else if (CLOSING.contains(tag)) {
            close(tag);
        } else if (TAGS.contains(tag)) {
            opened(tag, rest);
        } else {
            throw new TemplateFailed(
                    tag.isEmpty() ? "tag name expected" : "Belay's templates have no {%% %s %%}".formatted(tag));
        }
    }

    private void opened(String tag, String rest) {
        if (rest.isEmpty()) {
            throw new TemplateFailed("unexpected token: %}");
        }
        if (tag.equals("macro")) {
            callable.add(rest.split("[ (]", 2)[0]);
        }
        bind(tag, rest);
        boolean inline = tag.equals("set") && rest.contains("=");
        if (!inline) {
            open.push(new Block(tag, "", false));
        }
        out.append("{% ").append(tag).append(' ').append(rest).append(" %}");
    }

    private void bind(String tag, String rest) {
        if (tag.equals("set")) {
            List.of(rest.split("=", 2)[0].split(",")).forEach(names::bind);
        } else if (tag.equals("macro")) {
            List.of(rest.split("[(),]"))
                    .forEach(parameter -> names.bind(parameter.split("=", 2)[0]));
        }
    }

    private void raw(String tag) {
        int end = source.indexOf("{% end" + tag, at);
        int close = end < 0 ? -1 : source.indexOf("%}", end);
        if (close < 0) {
            throw new TemplateFailed("expected end" + tag);
        }
        out.append("{% raw %}").append(source, at, end).append("{% endraw %}");
        at = close + 2;
    }

    private void loop(String rest) {
        int in = rest.indexOf(" in ");
        if (in < 0) {
            throw new TemplateFailed("expected \"in\" in {% for %}");
        }
        var items = rest.substring(0, in).strip();
        List.of(items.split(",")).forEach(names::bind);
        var iterated = "(%s)|%s".formatted(rest.substring(in + 4), items.contains(",") ? Filters.PAIRS : Filters.ITEMS);
        open.push(new Block("for", iterated, false));
        out.append("{% for ").append(items).append(" in ").append(iterated).append(" %}");
    }

    private void otherwise(String tag, String rest) {
        var block = open.peek();
        if (block != null && block.tag().equals("if")) {
            out.append(tag.equals("else") ? "{% else %}" : "{% elif " + rest + " %}");
        } else if (block != null && block.tag().equals("for") && tag.equals("else") && !block.otherwise()) {
            open.pop();
            open.push(new Block("for", block.iterated(), true));
            out.append("{% endfor %}{% if ").append(block.iterated()).append("|length == 0 %}");
        } else {
            throw new TemplateFailed("unknown block tag: " + tag);
        }
    }

    private void close(String tag) {
        var block = open.poll();
        if (block == null || !tag.equals("end" + block.tag())) {
            throw new TemplateFailed("unknown block tag: " + tag);
        }
        out.append(block.otherwise() ? "{% endif %}" : "{% " + tag + " %}");
    }
}
