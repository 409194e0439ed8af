package dev.belay.gate.decision.domain;

import dev.belay.contracts.document.CriteriaDocument.Ceilings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One bound on one figure, by its name in the criteria.
 *
 * @param limit absent when what the criteria say cannot be read
 */
record Ceiling(String name, Figure figure, String said, Optional<Limit> limit) {

    sealed interface Limit {
        record Fixed(BigDecimal most) implements Limit {}

        record OverBaseline(Increase increase) implements Limit {}
    }

    static List<Ceiling> of(Ceilings ceilings) {
        var all = new ArrayList<Ceiling>();
        if (ceilings.p95LatencyMs() != null) {
            all.add(fixed("p95LatencyMs", Figure.P95_LATENCY, ceilings.p95LatencyMs()));
        }
        if (ceilings.meanCostUsd() != null) {
            all.add(fixed("meanCostUsd", Figure.MEAN_COST, ceilings.meanCostUsd()));
        }
        if (ceilings.latencyIncrease() != null) {
            all.add(increase("latencyIncrease", Figure.P95_LATENCY, ceilings.latencyIncrease()));
        }
        if (ceilings.costIncrease() != null) {
            all.add(increase("costIncrease", Figure.MEAN_COST, ceilings.costIncrease()));
        }
        return all;
    }

    private static Ceiling fixed(String name, Figure figure, double most) {
        var limit = Double.isFinite(most)
                ? Optional.<Limit>of(new Limit.Fixed(BigDecimal.valueOf(most)))
                : Optional.<Limit>empty();
        return new Ceiling(name, figure, Double.toString(most), limit);
    }

    private static Ceiling increase(String name, Figure figure, String said) {
        return new Ceiling(
                name, figure, said, Increase.parse(said, figure.unit()).map(Limit.OverBaseline::new));
    }

    String form() {
        return name.endsWith("Increase") ? "a number and " + figure.unit() + ", or a percentage" : "a number";
    }
}
