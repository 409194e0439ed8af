package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The eval cases of a prompt, in the order of their ids, so that equal suites have equal digests. */
public record SuiteDocument(List<Case> cases) {

    private static final String INCIDENT = "incident";

    public SuiteDocument {
        cases = cases.stream().sorted(Comparator.comparing(Case::id)).toList();
    }

    /**
     * @param id unique in the suite; a case written without one gets the digest of its variables
     * @param vars what the prompt's variables stand for
     * @param assertions what this case's output must satisfy, beside the criteria
     * @param threshold with it, the weighted mean score of {@code assertions} decides instead of each of them
     * @param from provenance: {@code research}, {@code support-ticket}, {@code incident} or {@code synthetic}, and a
     *     reference after a blank
     * @param failureMode the failure mode of the criteria that it stands for
     */
    public record Case(
            String id,
            @Nullable String description,
            Map<String, JsonNode> vars,
            @JsonProperty("assert") @Nullable List<Assertion> assertions,
            @Nullable Double threshold,
            @Nullable String from,
            @Nullable String failureMode,
            @Nullable List<String> tags) {

        /** Whether it stands for something that went wrong with what was live. */
        public boolean standsForAnIncident() {
            return from != null && INCIDENT.equals(from.strip().split("\\s", 2)[0]);
        }

        public List<Assertion> assertionsOrNone() {
            return assertions == null ? List.of() : List.copyOf(assertions);
        }
    }
}
