package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;

/**
 * Mustache without HTML escaping. Numbers are written as RFC 8785 writes them; an object or array in a plain tag is
 * written as canonical JSON, in a section it is gone through.
 */
record MustacheText(Mustache template) implements TextTemplate {

    static MustacheText of(String text) throws NotATemplate {
        try {
            return new MustacheText(new PlainMustacheFactory().compile(new StringReader(text), "message"));
        } catch (MustacheException e) {
            throw new NotATemplate(reasonOf(e));
        }
    }

    /**
     * Those outside of any section, and those that open a section. What stands inside of a section may be a member of
     * its value, so only {@link #missing}, which has the values, can tell.
     */
    @Override
    public Set<String> variables() {
        return VariableUse.outermost(template);
    }

    /** A section within a section may stay without a value. */
    @Override
    public Set<String> missing(Map<String, JsonNode> vars) {
        return VariableUse.missing(template, scope(vars));
    }

    @Override
    public String render(Map<String, JsonNode> vars) {
        var text = new StringWriter();
        template.execute(text, scope(vars));
        return text.toString();
    }

    private static JsonNode scope(Map<String, JsonNode> vars) {
        return JsonNodeFactory.instance.objectNode().setAll(vars);
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
