package dev.belay.evaluation.template;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import dev.belay.evaluation.javascript.Whitespace;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * The only way from a template to a value: fields, elements and a few of JavaScript's methods of texts and lists. No
 * Java object's properties or methods can be reached, those of Jinjava's own loop, filters and tests excepted.
 */
final class Properties extends ELResolver {
    private static final ELResolver BEANS = JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY;

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base instanceof ForLoop) {
            return BEANS.getValue(context, base, property);
        }
        context.setPropertyResolved(base != null);
        return Values.property(base, String.valueOf(property));
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            @Nullable Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] parameters) {
        if (base instanceof Filter || base instanceof ExpTest) {
            return BEANS.invoke(context, base, method, types, parameters);
        }
        context.setPropertyResolved(true);
        var arguments = parameters == null ? List.of() : Arrays.asList(parameters);
        return called(base, String.valueOf(method), arguments);
    }

    private static @Nullable Object called(@Nullable Object base, String method, List<?> arguments) {
        var first = arguments.isEmpty() ? "" : Values.text(arguments.getFirst());
        if (base instanceof CharSequence chars) {
            var text = chars.toString();
            switch (method) {
                case "toUpperCase" -> {
                    return text.toUpperCase(Locale.ROOT);
                }
                case "toLowerCase" -> {
                    return text.toLowerCase(Locale.ROOT);
                }
                case "trim" -> {
                    return Whitespace.trim(text);
                }
                case "includes" -> {
                    return text.contains(first);
                }
                case "startsWith" -> {
                    return text.startsWith(first);
                }
                case "endsWith" -> {
                    return text.endsWith(first);
                }
                case "indexOf" -> {
                    return (long) text.indexOf(first);
                }
                case "replace" -> {
                    int at = text.indexOf(first);
                    var with = arguments.size() > 1 ? Values.text(arguments.get(1)) : "undefined";
                    return at < 0 ? text : text.substring(0, at) + with + text.substring(at + first.length());
                }
                case "split" -> {
                    return Values.list(
                            first.isEmpty() ? Values.items(text) : List.of(text.split(Pattern.quote(first), -1)));
                }
                default -> {}
            }
        } else if (base instanceof List<?> list) {
            switch (method) {
                case "join" -> {
                    return String.join(
                            arguments.isEmpty() ? "," : first,
                            list.stream().map(Values::text).toList());
                }
                case "includes" -> {
                    return list.contains(arguments.isEmpty() ? null : arguments.getFirst());
                }
                case "indexOf" -> {
                    return (long) list.indexOf(arguments.isEmpty() ? null : arguments.getFirst());
                }
                default -> {}
            }
        }
        throw new TemplateFailed("Unable to call `%s`, which is undefined or falsey".formatted(method));
    }

    @Override
    public Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return Object.class;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        throw new TemplateFailed("a template cannot change " + property);
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }
}
