package dev.belay.evaluation.scoring;

import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.evaluation.judging.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param checks must-haves, must-nots, then the case's assertions, each in the order it is written; none is left out
 *     because another failed
 * @param error why the outcome is {@code error}; absent otherwise
 * @param judged those checks that a judge model was asked about, in the order of the checks
 */
public record Scored(
        Outcome outcome, List<Check> checks, @Nullable Fault error, List<Judged> judged) {

    /**
     * What a judge said of one check, and who that was; {@code source} and {@code id} are the check's.
     *
     * @param confirms whether it is the second judgement, of a violation that the first one found
     */
    public record Judged(Source source, String id, Judgement judgement, boolean confirms) {}

    public Scored {
        checks = List.copyOf(checks);
        judged = List.copyOf(judged);
    }
}
