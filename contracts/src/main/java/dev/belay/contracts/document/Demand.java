package dev.belay.contracts.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What can be shown of two assertions without an output: whether one passes wherever, or only where, the other does. */
final class Demand {

    private static final Set<String> ANY = Set.of("contains-any", "icontains-any");
    private static final Set<String> ALL = Set.of("contains-all", "icontains-all");

    private Demand() {}

    /** Whether {@code after} passes at most where {@code before} does. */
    static boolean asksAsMuch(Assertion before, Assertion after) {
        if (before.equals(after)) {
            return true;
        }
        if (before.isSet() || after.isSet()) {
            return isConjunction(before) && isConjunction(after) && isAmong(before.each(), after.each());
        }
        return sameButForValue(before, after)
                && (ALL.contains(before.type()) && isAmong(texts(before), texts(after))
                        || ANY.contains(before.type())
                                && isAmong(texts(after), texts(before))
                                && !texts(after).isEmpty());
    }

    /** Whether {@code after} passes at least where {@code before} does. */
    static boolean findsAsMuch(Assertion before, Assertion after) {
        return asksAsMuch(after, before);
    }

    /** A set without a threshold passes where all of its assertions do, and so does one assertion alone. */
    private static boolean isConjunction(Assertion assertion) {
        return !assertion.isSet() || assertion.threshold() == null;
    }

    private static <T> boolean isAmong(List<T> fewer, List<T> more) {
        return !fewer.isEmpty() && new HashSet<>(more).containsAll(fewer);
    }

    private static boolean sameButForValue(Assertion before, Assertion after) {
        return before.type().equals(after.type())
                && Objects.equals(before.threshold(), after.threshold())
                && Objects.equals(before.weight(), after.weight());
    }

    /** None where it is no list of texts. */
    private static List<String> texts(Assertion assertion) {
        var value = assertion.value();
        if (value == null || !value.isArray()) {
            return List.of();
        }
        return StreamSupport.stream(value.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }
}
