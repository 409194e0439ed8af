package dev.belay.evaluation.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of Nunjucks that cut lists into lists, and the one that cuts tags out of a text. */
final class Grouping {
    private static final Pattern TAG =
            Pattern.compile("</?[a-z][a-z0-9]*\\b[^>]*>|<!--[\\s\\S]*?-->", Pattern.CASE_INSENSITIVE);

    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,9}");

    private Grouping() {}

    /** Lists of so many items; the last may be shorter, unless there is something to fill it with. */
    static Object batch(@Nullable Object value, List<Object> arguments) {
        int size = count(arguments);
        var batches = new ArrayList<List<Object>>();
        for (var item : Values.items(value)) {
            if (batches.isEmpty() || batches.getLast().size() == size) {
                batches.add(new ArrayList<>());
            }
            batches.getLast().add(item);
        }
        if (arguments.size() > 1 && !batches.isEmpty()) {
            while (batches.getLast().size() < size) {
                batches.getLast().add(arguments.get(1));
            }
        }
        return lists(batches);
    }

    /** So many lists, as even as can be, the longer ones first; the others may be filled up by one. */
    static Object slice(@Nullable Object value, List<Object> arguments) {
        int count = count(arguments);
        var items = Values.items(value);
        int longer = items.size() % count;
        var slices = new ArrayList<List<Object>>();
        int at = 0;
        for (int i = 0; i < count; i++) {
            int end = at + items.size() / count + (i < longer ? 1 : 0);
            var slice = new ArrayList<>(items.subList(at, end));
            if (arguments.size() > 1 && i >= longer) {
                slice.add(arguments.get(1));
            }
            slices.add(slice);
            at = end;
        }
        return lists(slices);
    }

    /**
     * The items by what their property of that name prints, in JavaScript's order of keys: whole numbers by size, then the
     * others as they first occur.
     */
    static Object groupBy(@Nullable Object value, List<Object> arguments) {
        var name = arguments.isEmpty() ? "" : Values.text(arguments.getFirst());
        var groups = new LinkedHashMap<String, List<Object>>();
        for (var item : Values.items(value)) {
            groups.computeIfAbsent(Values.text(Values.property(item, name)), first -> new ArrayList<>())
                    .add(item);
        }
        var grouped = new LinkedHashMap<String, Object>();
        groups.keySet().stream()
                .sorted(Comparator.comparingLong(Grouping::rank))
                .forEach(key -> grouped.put(key, Values.list(groups.get(key))));
        return grouped;
    }

    private static long rank(String key) {
        return INDEX.matcher(key).matches() ? Long.parseLong(key) : Long.MAX_VALUE;
    }

    static String withoutTags(@Nullable Object value, List<Object> arguments) {
        var text = TAG.matcher(Values.text(value)).replaceAll("").strip();
        boolean keepLines = !arguments.isEmpty() && Values.truthy(arguments.getFirst());
        return keepLines
                ? text.replaceAll("(?m)^ +| +$", "").replaceAll(" +", " ").replaceAll("\\n{3,}", "\n\n")
                : text.replaceAll("\\s+", " ");
    }

    private static int count(List<Object> arguments) {
        int count = !arguments.isEmpty() && arguments.getFirst() instanceof Number number ? number.intValue() : 0;
        if (count < 1) {
            throw new TemplateFailed("batch and slice need a number above 0, like {{ list | batch(2) }}");
        }
        return count;
    }

    private static Object lists(List<List<Object>> lists) {
        return Values.list(lists.stream().map(Values::list).toList());
    }
}
