package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.run.CaseEvaluated.Source;
import java.util.HashMap;
import java.util.List;

/** Design §5, rule 2: every output satisfies each must-have, or the share of them that its {@code rate} states. */
final class MustHaveRule {

    private MustHaveRule() {}

    static List<Ruling> judge(Comparison comparison) {
        var criteria = comparison.criteria();
        if (criteria.demandNothing()) {
            return List.of(Ruling.open(
                    Findings.inconclusive(Rule.MUST_HAVE, null, "the criteria demand nothing, so nothing is proven"),
                    criteria.owner() + ": criteria with a must-have or a must-not"));
        }
        if (criteria.mustHaves().isEmpty()) {
            return List.of(Ruling.of(Findings.notApplicable(Rule.MUST_HAVE, null, "the criteria name no must-have")));
        }
        return criteria.mustHaves().stream()
                .map(mustHave -> judge(mustHave, comparison))
                .toList();
    }

    private static Ruling judge(MustHave mustHave, Comparison comparison) {
        var candidate =
                mustHave.rate() == null ? comparison.candidate() : comparison.unselected(comparison.candidate());
        var tally = Tally.of(candidate.outputs(), output -> output.on(Source.MUST_HAVE, mustHave.id()));
        var share = new Share(
                tally.passed().size(), tally.failed().size(), tally.unknown().size(), mustHave.rateOrDefault());
        if (!share.isDemandValid()) {
            return Ruling.open(
                    Findings.inconclusive(
                            Rule.MUST_HAVE,
                            mustHave.id(),
                            Findings.say("%s: rate: %s (expected: 0 to 1)", mustHave.id(), mustHave.rateOrDefault())),
                    comparison.criteria().owner() + ": a rate from 0 to 1 for " + mustHave.id());
        }
        return switch (share.outcome()) {
            case PASSED -> Ruling.of(finding(mustHave, tally, share, Finding.Outcome.PASSED));
            case FAILED -> Ruling.of(finding(mustHave, tally, share, Finding.Outcome.FAILED));
            case INCONCLUSIVE, NEEDS_REVIEW, NEEDS_SIGN_OFF, NEEDS_TRADE_OFF, WAITING, NOT_APPLICABLE ->
                Findings.unmeasured(Rule.MUST_HAVE, mustHave.id(), tally, comparison);
        };
    }

    private static Finding finding(MustHave mustHave, Tally tally, Share share, Finding.Outcome outcome) {
        var numbers = new HashMap<>(tally.numbers("unsatisfied"));
        numbers.put("rate", share.value());
        numbers.put("demandedRate", share.demanded());
        var summary = tally.failed().isEmpty()
                ? Findings.say("%s: satisfied by all %d outputs", mustHave.id(), tally.total())
                : Findings.say(
                        "%s: not satisfied by %s (%.1f %% do, %.1f %% demanded)",
                        mustHave.id(),
                        Findings.named(tally.failed(), tally.total()),
                        100 * share.value(),
                        100 * share.demanded());
        return Findings.of(Rule.MUST_HAVE, outcome, mustHave.id(), summary, numbers, tally.failed());
    }
}
