package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the examples of criteria when they were tried. It stands for ever: the criteria's digest names the examples and
 * how they are judged.
 *
 * @param criteria digest of the criteria's canonical JSON
 * @param judge who was asked, {@code provider:model}; absent where nobody had to be
 * @param costUsd of the judge's calls that were made for it, US dollars
 */
public record CriteriaProof(
        Digest criteria, @Nullable String judge, List<Example> examples, BigDecimal costUsd, Instant at) {

    public CriteriaProof {
        examples = List.copyOf(examples);
    }

    /** Whether every bad example is caught and no good one is. */
    public boolean holds() {
        return examples.stream().allMatch(example -> example.outcome() == Outcome.PROVEN);
    }

    /**
     * @param mustNot id of the criterion that it is an example of
     * @param index place among its bad or its good examples, from 0
     * @param reason why it is not proven
     */
    public record Example(
            String mustNot,
            Kind kind,
            int index,
            Outcome outcome,
            @Nullable String reason) {

        /** As files name it, like {@code mustNot recommends-medication, bad[0]}. */
        public String place() {
            return "mustNot " + mustNot + ", " + (kind == Kind.BAD ? "bad" : "good") + "[" + index + "]";
        }
    }

    public enum Kind {
        @JsonProperty("bad")
        BAD,
        @JsonProperty("good")
        GOOD
    }

    public enum Outcome {
        @JsonProperty("proven")
        PROVEN,
        /** A bad one is missed, or a good one is caught. */
        @JsonProperty("refuted")
        REFUTED,
        /** Two judgements differ on it. */
        @JsonProperty("disputed")
        DISPUTED,
        /** It could not be judged. */
        @JsonProperty("error")
        ERROR
    }
}
