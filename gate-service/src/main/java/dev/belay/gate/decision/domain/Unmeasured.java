package dev.belay.gate.decision.domain;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says why outputs could not be judged, and who can do something about it. */
final class Unmeasured {

    private static final String BUDGET = "budget";

    private Unmeasured() {}

    /** Like {@code 2 budget, 1 no result}. */
    static String reasons(Collection<Output> outputs) {
        return outputs.stream()
                .collect(Collectors.groupingBy(Unmeasured::kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    static String settledBy(Collection<Output> outputs, BigDecimal budgetUsd) {
        if (outputs.stream().anyMatch(output -> kind(output).equals(BUDGET))) {
            return Findings.say(
                    "anyone: a larger budget (belay retry --budget), the run reached its %s USD",
                    budgetUsd.toPlainString());
        }
        return outputs.stream()
                .map(Output::result)
                .filter(result -> result != null && result.error() != null)
                .map(result -> result.error())
                .findFirst()
                .map(fault -> Findings.say(
                        "anyone: try again (belay retry) once outputs can be measured (%s: %s)",
                        fault.kind(), fault.message()))
                .orElse("anyone: try again (belay retry) once every output can be measured");
    }

    private static String kind(Output output) {
        var result = output.result();
        if (result == null) {
            return "without a result";
        }
        Fault fault = result.error();
        return fault == null ? "not evaluated" : fault.kind();
    }
}
