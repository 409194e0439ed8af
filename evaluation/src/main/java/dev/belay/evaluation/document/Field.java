package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One place in a document as somebody wrote it, and where to report what is wrong with it. Each reading method reports
 * what it does not find as expected and then returns nothing; a null counts as absent everywhere.
 */
record Field(JsonNode value, String pointer, Report report) {

    private static final int QUOTED = 60;

    Field at(String member) {
        var inner = value.isObject() && value.has(member) ? value.get(member) : MissingNode.getInstance();
        return new Field(inner, Pointer.child(pointer, member), report);
    }

    boolean present() {
        return !value.isMissingNode() && !value.isNull();
    }

    void refuse(String message) {
        report.problem(pointer, message);
    }

    /** Reports an absent field, at the place where it should be. */
    Field required(String purpose) {
        if (!present() || value.isTextual() && value.textValue().isBlank()) {
            refuse("missing; " + purpose);
        }
        return this;
    }

    /** Whether it is an object; reports members that are not known and drops those without a value. */
    boolean isObject(FieldNames names) {
        if (!(value instanceof ObjectNode object)) {
            return expected("named fields");
        }
        object.properties().removeIf(member -> member.getValue().isNull());
        object.fieldNames().forEachRemaining(name -> {
            if (!names.knows(name)) {
                at(name).refuse(names.refusal(name));
            }
        });
        return true;
    }

    /** The elements of a list; none when absent. */
    List<Field> elements() {
        var elements = new ArrayList<Field>();
        if (present() && (value.isArray() || expected("a list"))) {
            for (int i = 0; i < value.size(); i++) {
                elements.add(new Field(value.get(i), Pointer.child(pointer, i), report));
            }
        }
        return elements;
    }

    /** Text that is not blank. */
    Optional<String> text() {
        if (!present() || !value.isTextual() && !expected("text" + quoteHint())) {
            return Optional.empty();
        }
        return Optional.of(value.textValue()).filter(text -> !text.isBlank());
    }

    Optional<String> text(Pattern form, String expected) {
        var text = text();
        if (text.isPresent() && !form.matcher(text.get()).matches()) {
            refuse(quoted() + " (expected: " + expected + ")");
            return Optional.empty();
        }
        return text;
    }

    Optional<Double> number(double least, double most, String expected) {
        if (!present() || !value.isNumber() && !expected(expected)) {
            return Optional.empty();
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            refuse(quoted() + " (expected: " + expected + ")");
            return Optional.empty();
        }
        return Optional.of(number);
    }

    void integer(long least, long most, String expected) {
        if (number(least, most, expected).isPresent() && !value.isIntegralNumber()) {
            refuse(quoted() + " (expected: " + expected + ")");
        }
    }

    /** For messages: the value as JSON, cut to a readable length. */
    String quoted() {
        var json = value.toString();
        return json.length() <= QUOTED ? json : json.substring(0, QUOTED) + "…";
    }

    /** Reports that the value is of another type; always false, so that it can end a condition. */
    boolean expected(String type) {
        refuse(quoted() + " (expected: " + type + ")");
        return false;
    }

    private String quoteHint() {
        return value.isValueNode() ? "; put it in quotes" : "";
    }
}
