package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.document.Pointer;
import dev.belay.evaluation.document.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a configuration, with its place.
 *
 * @param value a missing node where there is none; the place is then where it would be
 */
record Entry(Source source, String pointer, JsonNode value) {

    static Entry of(Source source) {
        return new Entry(source, "", source.value());
    }

    Entry at(String member) {
        var inner = value.isObject() && value.has(member) ? value.get(member) : MissingNode.getInstance();
        return new Entry(source, Pointer.child(pointer, member), inner);
    }

    boolean present() {
        return !value.isMissingNode() && !value.isNull();
    }

    boolean isText() {
        return value.isTextual();
    }

    Optional<String> text() {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    Optional<Double> number() {
        return value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
    }

    boolean isTrue() {
        return value.isBoolean() && value.booleanValue();
    }

    /** Of a list its elements; a single value counts as a list of it. */
    List<Entry> elements() {
        if (!value.isArray()) {
            return present() ? List.of(this) : List.of();
        }
        var elements = new ArrayList<Entry>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(new Entry(source, Pointer.child(pointer, i), value.get(i)));
        }
        return elements;
    }

    Map<String, Entry> fields() {
        var fields = new LinkedHashMap<String, Entry>();
        if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
        }
        return fields;
    }

    /** The same place with another value. */
    Entry with(JsonNode other) {
        return new Entry(source, pointer, other);
    }

    Entry with(String text) {
        return with(TextNode.valueOf(text));
    }
}
