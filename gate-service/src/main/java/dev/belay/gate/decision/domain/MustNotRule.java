package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.gate.decision.domain.Output.State;
import java.util.HashMap;
import java.util.List;

/**
 * Design §5, rule 1: no output of any sample of any case violates a must-not. Where a judge found a violation and a second
 * judgement did not, a person looks.
 */
final class MustNotRule {

    private MustNotRule() {}

    static List<Ruling> judge(Comparison comparison) {
        var mustNots = comparison.criteria().mustNots();
        if (mustNots.isEmpty()) {
            return List.of(Ruling.of(Findings.notApplicable(Rule.MUST_NOT, null, "the criteria name no must-not")));
        }
        return mustNots.stream().map(mustNot -> judge(mustNot, comparison)).toList();
    }

    /** Whether one is violated already, so that nothing which is still missing can change the verdict. */
    static boolean isViolated(Comparison comparison) {
        return comparison.criteria().mustNots().stream()
                .anyMatch(mustNot -> comparison.candidate().outputs().stream()
                        .anyMatch(output -> output.on(Source.MUST_NOT, mustNot.id()) == State.FAILED));
    }

    private static Ruling judge(MustNot mustNot, Comparison comparison) {
        var tally = Tally.of(comparison.candidate().outputs(), output -> output.on(Source.MUST_NOT, mustNot.id()));
        if (!tally.failed().isEmpty()) {
            return Ruling.of(Findings.of(
                    Rule.MUST_NOT,
                    Finding.Outcome.FAILED,
                    mustNot.id(),
                    Findings.say("%s: violated by %s", mustNot.id(), Findings.named(tally.failed(), tally.measured())),
                    tally.numbers("violations"),
                    tally.failed()));
        }
        var disputed = tally.unknown().stream()
                .filter(output -> output.isDisputed(mustNot.id()))
                .toList();
        if (tally.total() == 0 || disputed.size() < tally.unknown().size()) {
            return Findings.unmeasured(Rule.MUST_NOT, mustNot.id(), tally, comparison);
        }
        if (!disputed.isEmpty()) {
            return disputed(mustNot, disputed, tally, comparison);
        }
        return Ruling.of(Findings.of(
                Rule.MUST_NOT,
                Finding.Outcome.PASSED,
                mustNot.id(),
                Findings.say("%s: violated by none of %d outputs", mustNot.id(), tally.total()),
                tally.numbers("violations"),
                List.of()));
    }

    private static Ruling disputed(MustNot mustNot, List<Output> disputed, Tally tally, Comparison comparison) {
        var numbers = new HashMap<>(tally.numbers("violations"));
        numbers.put("disputed", (double) disputed.size());
        var named = Findings.named(disputed, tally.total());
        return Ruling.open(
                Findings.of(
                        Rule.MUST_NOT,
                        Finding.Outcome.NEEDS_REVIEW,
                        mustNot.id(),
                        Findings.say(
                                "%s: the judge found it once and, asked again, did not, in %s", mustNot.id(), named),
                        numbers,
                        disputed),
                Findings.say("%s: whether it %s (%s)", comparison.criteria().owner(), mustNot.says(), named));
    }
}
