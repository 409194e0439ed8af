package dev.belay.evaluation.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of Nunjucks (and promptfoo's {@code load}); those that Jinjava has with another meaning are written here. */
final class Filters {
    /** Written by {@link NunjucksSource} around what a {@code for} goes over: with one name, and with several. */
    static final String ITEMS = "belay_items";

    static final String PAIRS = "belay_pairs";

    static final Set<String> NAMES = Set.of(
            "abs",
            "batch",
            "capitalize",
            "center",
            "d",
            "default",
            "dictsort",
            "dump",
            "e",
            "escape",
            "first",
            "float",
            "forceescape",
            "groupby",
            "indent",
            "int",
            "join",
            "last",
            "length",
            "list",
            "load",
            "lower",
            "nl2br",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "round",
            "safe",
            "select",
            "selectattr",
            "slice",
            "sort",
            "string",
            "striptags",
            "sum",
            "title",
            "trim",
            "truncate",
            "upper",
            "urlencode",
            "wordcount");

    private static final Pattern LEADING_NUMBER = Pattern.compile("^\\s*([+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?)");

    private Filters() {}

    @FunctionalInterface
    private interface Body {
        @Nullable
        Object of(@Nullable Object value, List<Object> arguments);
    }

    private record Named(String getName, Body body) implements Filter {
        @Override
        public String getName() {
            return getName;
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
            return body.of(value, List.of(arguments));
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return body.of(value, List.of((Object[]) arguments));
        }
    }

    /** What a loop goes over, counted against what one rendering may do. */
    private record Looped(String getName, Function<@Nullable Object, List<Object>> items) implements Filter {
        @Override
        public String getName() {
            return getName;
        }

        @Override
        public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            var over = items.apply(value);
            ((NunjucksInterpreter) interpreter).willLoop(over.size());
            return Values.list(over);
        }
    }

    static List<Filter> own() {
        return List.of(
                new Named("default", Filters::otherwise),
                new Named("d", Filters::otherwise),
                new Named("dump", (value, arguments) -> Values.json(value, indent(arguments))),
                new Named("load", (value, arguments) -> Values.parsed(Values.text(value))),
                new Named("length", (value, arguments) -> Values.length(value)),
                new Named("string", (value, arguments) -> Values.text(value)),
                new Named("list", (value, arguments) -> Values.list(Values.items(value))),
                new Named("first", (value, arguments) -> Values.at(value, 0)),
                new Named(
                        "last",
                        (value, arguments) ->
                                Values.at(value, Values.items(value).size() - 1)),
                new Named("join", Filters::join),
                new Named("reverse", (value, arguments) -> reversed(value)),
                new Named("batch", Grouping::batch),
                new Named("slice", Grouping::slice),
                new Named("groupby", Grouping::groupBy),
                new Named("striptags", Grouping::withoutTags),
                new Named("int", (value, arguments) -> number(value, arguments, true)),
                new Named("float", (value, arguments) -> number(value, arguments, false)),
                new Named("nl2br", (value, arguments) -> Values.text(value).replaceAll("\r\n|\n", "<br />\n")),
                new Named("truncate", Filters::truncate),
                new Named("urlencode", (value, arguments) -> urlencode(Values.text(value))),
                new Looped(ITEMS, value -> value instanceof Map ? List.of() : Values.items(value)),
                new Looped(PAIRS, Values::pairs));
    }

    /** Only what is not there has a default, unless the second argument asks for anything falsy. */
    private static @Nullable Object otherwise(@Nullable Object value, List<Object> arguments) {
        boolean anyFalsy = arguments.size() > 1 && Values.truthy(arguments.get(1));
        boolean absent = anyFalsy ? !Values.truthy(value) : value == null;
        return absent ? (arguments.isEmpty() ? "" : arguments.getFirst()) : value;
    }

    private static int indent(List<Object> arguments) {
        return !arguments.isEmpty() && arguments.getFirst() instanceof Number spaces ? spaces.intValue() : 0;
    }

    private static String join(@Nullable Object value, List<Object> arguments) {
        var separator = arguments.isEmpty() ? "" : Values.text(arguments.getFirst());
        var parts = new ArrayList<String>();
        for (var item : Values.items(value)) {
            parts.add(Values.text(arguments.size() > 1 ? Values.property(item, Values.text(arguments.get(1))) : item));
        }
        return String.join(separator, parts);
    }

    private static Object reversed(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return new StringBuilder(text).reverse().toString();
        }
        var items = new ArrayList<>(Values.items(value));
        Collections.reverse(items);
        return Values.list(items);
    }

    /** {@code parseInt} and {@code parseFloat}: the number that the text begins with, or else the argument. */
    private static Object number(@Nullable Object value, List<Object> arguments, boolean whole) {
        var leading = LEADING_NUMBER.matcher(Values.text(value));
        if (!leading.find()) {
            return arguments.isEmpty() ? "" : arguments.getFirst();
        }
        double number = Double.parseDouble(leading.group(1));
        return Values.number(whole ? (number < 0 ? Math.ceil(number) : Math.floor(number)) : number);
    }

    private static String truncate(@Nullable Object value, List<Object> arguments) {
        var text = Values.text(value);
        int length = !arguments.isEmpty() && arguments.getFirst() instanceof Number most ? most.intValue() : 255;
        if (text.length() <= length) {
            return text;
        }
        boolean cutWords = arguments.size() > 1 && Values.truthy(arguments.get(1));
        int space = text.lastIndexOf(' ', length);
        int end = cutWords || space < 0 ? length : space;
        return text.substring(0, end) + (arguments.size() > 2 ? Values.text(arguments.get(2)) : "...");
    }

    /** {@code encodeURIComponent} */
    private static String urlencode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }
}
