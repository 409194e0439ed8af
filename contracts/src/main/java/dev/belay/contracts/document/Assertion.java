package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of one output, with promptfoo's names and semantics; or an {@code assert-set} of several, which counts as one.
 *
 * @param type {@code contains}, {@code not-regex}, …
 * @param value what the type compares with; text in it is a template over the case's variables
 * @param threshold inclusive; its unit is the type's (milliseconds for {@code latency}, US dollars for {@code cost}); of a
 *     set, the weighted mean score that decides instead of each of its assertions
 * @param weight share in the score of the case, or of the set, 1 when absent
 * @param metric a name under which scores are summed
 * @param assertions of a set, which holds no other set; absent otherwise
 */
public record Assertion(
        String type,
        @Nullable JsonNode value,
        @Nullable Double threshold,
        @Nullable Double weight,
        @Nullable String metric,
        @JsonProperty("assert") @Nullable List<Assertion> assertions) {

    public static final String SET = "assert-set";

    public Assertion {
        assertions = assertions == null ? null : List.copyOf(assertions);
    }

    /** Of one test. */
    public Assertion(
            String type,
            @Nullable JsonNode value,
            @Nullable Double threshold,
            @Nullable Double weight,
            @Nullable String metric) {
        this(type, value, threshold, weight, metric, null);
    }

    @JsonIgnore
    public boolean isSet() {
        return type.equals(SET);
    }

    /** Of a set its assertions, of anything else itself. */
    public List<Assertion> each() {
        return isSet() && assertions != null ? assertions : List.of(this);
    }

    public double weightOrOne() {
        return weight == null ? 1 : weight;
    }
}
