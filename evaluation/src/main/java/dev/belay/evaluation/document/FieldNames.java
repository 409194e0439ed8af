package dev.belay.evaluation.document;

import dev.belay.evaluation.text.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The members that one kind of object may have, and what people write instead of them. */
final class FieldNames {

    private final List<String> known;
    private final Map<String, String> slips = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    private FieldNames(List<String> known) {
        this.known = known;
    }

    static FieldNames of(String... known) {
        return new FieldNames(List.of(known));
    }

    /** Somebody who writes one of {@code written} means {@code meant}. */
    FieldNames meaning(String meant, String... written) {
        for (var slip : written) {
            slips.put(normalised(slip), meant);
        }
        return this;
    }

    /** Members that exist elsewhere or later: taking them and doing nothing would be a lie. */
    FieldNames unavailable(String reason, String... names) {
        for (var name : names) {
            unavailable.put(name, reason);
        }
        return this;
    }

    boolean knows(String name) {
        return known.contains(name);
    }

    /** What to say of a member that is not known. */
    String refusal(String name) {
        var reason = unavailable.get(name);
        if (reason != null) {
            return "not available in this version" + (reason.isEmpty() ? "" : " (" + reason + ")") + "; remove it";
        }
        return meant(name)
                .map(meant -> "unknown field; did you mean \"" + meant + "\"?")
                .orElseGet(() -> "unknown field; known here: " + String.join(", ", known));
    }

    private Optional<String> meant(String name) {
        var written = normalised(name);
        var exact = known.stream()
                .filter(field -> normalised(field).equals(written))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        return Optional.ofNullable(slips.get(written)).or(() -> Spelling.nearest(name, known));
    }

    /** {@code must_not}, {@code must-not} and {@code MustNot} are one slip. */
    private static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\-\\s]", "");
    }
}
