package dev.belay.evaluation.scoring;

import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param checks must-haves, must-nots, then the case's assertions, each in the order it is written; none is left out
 *     because another failed
 * @param error why the outcome is {@code error}; absent otherwise
 */
public record Scored(
        Outcome outcome, List<Check> checks, @Nullable Fault error) {

    public Scored {
        checks = List.copyOf(checks);
    }
}
