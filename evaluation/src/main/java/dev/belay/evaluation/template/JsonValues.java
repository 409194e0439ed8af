package dev.belay.evaluation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.reflect.AbstractObjectHandler;
import com.github.mustachejava.util.Wrapper;
import dev.belay.contracts.canonical.CanonicalJson;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names in JSON values alone. The library's own handler reads fields and calls methods of whatever object it
 * is given, so <code>{{note.bytes}}</code> would run code.
 */
final class JsonValues extends AbstractObjectHandler {

    @Override
    public Wrapper find(String name, List<Object> scopes) {
        return later -> resolve(name, later);
    }

    @Override
    public Binding createBinding(String name, TemplateContext context, Code code) {
        return scopes -> resolve(name, scopes);
    }

    @Override
    public Writer iterate(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
        if (!(object instanceof JsonNode value) || !holds(value)) {
            return writer;
        }
        if (!value.isArray()) {
            return iteration.next(writer, value, scopes);
        }
        var out = writer;
        for (var element : value) {
            out = iteration.next(out, element, scopes);
        }
        return out;
    }

    @Override
    public Writer falsey(Iteration iteration, Writer writer, Object object, List<Object> scopes) {
        return object instanceof JsonNode value && holds(value) ? writer : iteration.next(writer, object, scopes);
    }

    @Override
    public String stringify(Object object) {
        return object instanceof JsonNode value ? text(value) : "";
    }

    /** Mustache's idea of true: not null, not false, not the empty text, not the empty list. */
    static boolean holds(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case STRING -> !value.textValue().isEmpty();
            case ARRAY -> !value.isEmpty();
            case BINARY, NUMBER, OBJECT, POJO -> true;
        };
    }

    /** The value of a name that may have dots, from the innermost scope that knows its first part; null for none. */
    static @Nullable JsonNode resolve(String name, List<?> scopes) {
        var parts = name.split("\\.", -1);
        for (int i = scopes.size() - 1; i >= 0; i--) {
            if (scopes.get(i) instanceof JsonNode scope && scope.has(parts[0])) {
                var value = scope.get(parts[0]);
                for (int part = 1; part < parts.length && value != null; part++) {
                    value = value.get(parts[part]);
                }
                return value;
            }
        }
        return null;
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isTextual()) {
            return value.isNull() ? "" : value.textValue();
        }
        // RFC 8785 is defined for any value, its implementation only for objects and arrays.
        var wrapped = CanonicalJson.of("[" + value + "]").text();
        return wrapped.substring(1, wrapped.length() - 1);
    }
}
