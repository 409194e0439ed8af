package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules did with changes drawn by chance.
 *
 * @param candidateCalls over all runs
 * @param stoppedBy in how many runs a rule did not pass
 * @param recordedCases of which outputs of the live version are recorded
 * @param meanPasses how probably an output of the live version passes its case
 */
public record Simulation(
        int runs,
        int approved,
        int rejected,
        int heldBack,
        long candidateCalls,
        Map<Rule, Integer> stoppedBy,
        int recordedCases,
        double meanPasses) {

    /** @param to with {@code one-case} how probably that passes, with {@code every-case} by how much less */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Order(
            String prompt,
            CriteriaDocument criteria,
            List<Case> cases,
            @Nullable Integer samples,
            @Nullable Double assumed,
            Kind scenario,
            @Nullable Double to,
            int runs,
            long seed) {

        public Order of(Kind kind, @Nullable Double value, int number, long begin) {
            return new Order(prompt, criteria, cases, samples, assumed, kind, value, number, begin);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Case(String id, @Nullable String failureMode) {}

    public enum Kind {
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("one-case")
        ONE_CASE,
        @JsonProperty("every-case")
        EVERY_CASE
    }

    public Simulation plus(Simulation more) {
        var stopped = new EnumMap<Rule, Integer>(Rule.class);
        stopped.putAll(stoppedBy);
        more.stoppedBy.forEach((rule, count) -> stopped.merge(rule, count, Integer::sum));
        return new Simulation(
                runs + more.runs,
                approved + more.approved,
                rejected + more.rejected,
                heldBack + more.heldBack,
                candidateCalls + more.candidateCalls,
                stopped,
                recordedCases,
                meanPasses);
    }

    /** Share of the runs that were not approved. */
    public double blocked() {
        return (double) (rejected + heldBack) / runs;
    }
}
