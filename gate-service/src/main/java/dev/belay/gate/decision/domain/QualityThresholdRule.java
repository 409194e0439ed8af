package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.Output.State;
import dev.belay.gate.decision.domain.statistics.Wilson;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Design §5, rule 4: the share of cases that pass reaches the PM's {@code passRate}; equal to it is enough. */
final class QualityThresholdRule {

    private QualityThresholdRule() {}

    static List<Ruling> judge(Comparison comparison) {
        var cases = comparison.candidate().cases();
        var share = new Share(
                Collections.frequency(cases.values(), State.PASSED),
                Collections.frequency(cases.values(), State.FAILED),
                Collections.frequency(cases.values(), State.UNKNOWN),
                comparison.criteria().passRateOrDefault());
        if (share.total() == 0) {
            return List.of(Ruling.open(
                    Findings.inconclusive(Rule.QUALITY_THRESHOLD, null, "the suite has no case"),
                    "anyone: cases to judge the prompt by"));
        }
        if (!share.isDemandValid()) {
            return List.of(Ruling.open(
                    Findings.inconclusive(
                            Rule.QUALITY_THRESHOLD,
                            null,
                            Findings.say("passRate: %s (expected: 0 to 1)", share.demanded())),
                    comparison.criteria().owner() + ": a passRate from 0 to 1"));
        }
        return List.of(judge(comparison, share, cases));
    }

    private static Ruling judge(Comparison comparison, Share share, Map<String, State> cases) {
        var outcome = share.outcome();
        var evidence = comparison.candidate().outputs().stream()
                .filter(output -> cases.get(output.caseId()) != State.PASSED && output.state() != State.PASSED)
                .toList();
        var finding = Findings.of(Rule.QUALITY_THRESHOLD, outcome, null, summary(share), numbers(share), evidence);
        if (outcome != Finding.Outcome.INCONCLUSIVE) {
            return Ruling.of(finding);
        }
        var unknown = evidence.stream()
                .filter(output -> output.state() == State.UNKNOWN)
                .toList();
        return Ruling.open(finding, Unmeasured.settledBy(unknown, comparison.budgetUsd()));
    }

    private static String summary(Share share) {
        var interval = Wilson.interval95(share.passed(), share.total());
        var unmeasured = share.unknown() == 0 ? "" : Findings.say(", %d could not be measured", share.unknown());
        return Findings.say(
                "%d of %d cases pass: %.1f %% (%.1f to %.1f), %.1f %% demanded%s",
                share.passed(),
                share.total(),
                100 * share.value(),
                100 * interval.lower(),
                100 * interval.upper(),
                100 * share.demanded(),
                unmeasured);
    }

    private static Map<String, Double> numbers(Share share) {
        var interval = Wilson.interval95(share.passed(), share.total());
        var numbers = new HashMap<String, Double>();
        numbers.put("cases", (double) share.total());
        numbers.put("passed", (double) share.passed());
        numbers.put("failed", (double) share.failed());
        numbers.put("unmeasured", (double) share.unknown());
        numbers.put("passRate", share.value());
        numbers.put("demandedPassRate", share.demanded());
        numbers.put("wilsonLower", interval.lower());
        numbers.put("wilsonUpper", interval.upper());
        return numbers;
    }
}
