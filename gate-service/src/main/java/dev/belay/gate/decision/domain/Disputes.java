package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.gate.decision.domain.people.People;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where two judgements of a model differ on whether an output does what must not be, a person's verdict on that output
 * stands in their place: accepted, it does not; rejected, it does.
 */
final class Disputes {

    private Disputes() {}

    /** @param people absent where the rule set asks nobody */
    static List<CaseEvaluated> settled(List<CaseEvaluated> results, Digest criteria, @Nullable People people) {
        if (people == null || results.stream().noneMatch(Disputes::isDisputed)) {
            return results;
        }
        var verdicts = ReviewRule.verdicts(ReviewRule.counting(criteria, people));
        return results.stream().map(result -> settled(result, verdicts)).toList();
    }

    private static CaseEvaluated settled(CaseEvaluated result, Map<Digest, Boolean> verdicts) {
        var accepted = isDisputed(result) && result.completion() != null ? verdicts.get(result.completion()) : null;
        if (accepted == null) {
            return result;
        }
        return new CaseEvaluated(
                result.task(),
                result.run(),
                result.prompt(),
                result.subject(),
                result.caseId(),
                result.sample(),
                accepted ? result.outcome() : Outcome.FAILED,
                result.checks().stream()
                        .map(check -> check.disputed() ? settled(check, accepted) : check)
                        .toList(),
                result.error(),
                result.completion(),
                result.latencyMs(),
                result.costUsd(),
                result.promptTokens(),
                result.completionTokens(),
                result.paid());
    }

    private static Check settled(Check check, boolean accepted) {
        return new Check(
                check.source(),
                check.id(),
                check.type(),
                accepted ? Outcome.PASSED : Outcome.FAILED,
                accepted ? 1 : 0,
                check.reason(),
                check.judge(),
                null);
    }

    private static boolean isDisputed(CaseEvaluated result) {
        return result.checks().stream().anyMatch(Check::disputed);
    }
}
