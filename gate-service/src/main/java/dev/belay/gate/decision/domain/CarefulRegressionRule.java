package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.Output.State;
import dev.belay.gate.decision.domain.comparing.CarefulComparison;
import dev.belay.gate.decision.domain.comparing.CarefulComparison.Worse;
import dev.belay.gate.decision.domain.comparing.CaseCounts;
import dev.belay.gate.decision.domain.comparing.Settings;
import dev.belay.gate.decision.domain.statistics.Newcombe;
import dev.belay.gate.decision.domain.statistics.Passes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Design §5, rule 3, {@code careful}: no case is worse by an exact test over all its outputs, corrected for the number of
 * cases, and over the suite the share of passing outputs does not fall by more than a margin. What is not shown either way is
 * neither a pass nor a fail.
 */
final class CarefulRegressionRule {

    private static final Settings SETTINGS = Settings.DEFAULT;

    /** Digits that are kept of what a library computes: its last ones may change with its version. */
    private static final double DIGITS = 1e6;

    private CarefulRegressionRule() {}

    /** Suspects first; then, where the suite's test says nothing yet, twice as many samples of every case. */
    static Optional<Extension> wants(Comparison comparison, Measurements baseline) {
        var cases = counts(comparison, baseline);
        if (cases.isEmpty() || !unknown(comparison, baseline).isEmpty()) {
            return Optional.empty();
        }
        var result = CarefulComparison.of(cases, SETTINGS);
        if (!result.suspects().isEmpty()) {
            return Optional.of(
                    new Extension(result.suspects().stream().map(CaseCounts::id).toList(), SETTINGS.most()));
        }
        int every = comparison.samples().every();
        boolean said = result.isNotInferior(SETTINGS) || result.isInferior(SETTINGS);
        return said || every >= SETTINGS.most()
                ? Optional.empty()
                : Optional.of(new Extension(List.of(), Math.min(2 * every, SETTINGS.most())));
    }

    static Ruling judge(Comparison comparison, Measurements baseline) {
        var cases = counts(comparison, baseline);
        if (cases.isEmpty()) {
            return Ruling.open(
                    Findings.inconclusive(Rule.NO_REGRESSION, null, "the suite has no case to compare by"),
                    "anyone: cases to judge the prompt by");
        }
        var result = CarefulComparison.of(cases, SETTINGS);
        var unknown = unknown(comparison, baseline);
        var numbers = numbers(result, cases, unknown.size());
        if (!result.worse().isEmpty()) {
            return worse(comparison, result.worse(), cases.size(), numbers);
        }
        if (!unknown.isEmpty()) {
            return NoRegressionRule.unmeasured(comparison, unknown, cases.size(), numbers);
        }
        var suite = suite(result);
        if (result.isInferior(SETTINGS)) {
            return Ruling.of(finding(Finding.Outcome.FAILED, "over all cases it passes less often: " + suite, numbers));
        }
        if (result.isNotInferior(SETTINGS)) {
            return Ruling.of(finding(
                    Finding.Outcome.PASSED,
                    Findings.say("none of %d cases is worse; %s", cases.size(), suite),
                    numbers));
        }
        return Ruling.open(
                finding(
                        Finding.Outcome.INCONCLUSIVE,
                        "no case is worse, and that the suite does not fall is not shown: " + suite,
                        numbers),
                settledBy(result));
    }

    private static Ruling worse(Comparison comparison, List<Worse> worse, int cases, Map<String, Double> numbers) {
        var ids = worse.stream().map(one -> one.counts().id()).toList();
        var first = worse.getFirst();
        var summary = Findings.say(
                "%d of %d cases are worse: %s (%s: %s before, %s now, p = %.4f)",
                worse.size(),
                cases,
                Findings.names(ids),
                first.counts().id(),
                said(first.counts().baseline()),
                said(first.counts().candidate()),
                first.p());
        var range =
                Newcombe.independent(first.counts().candidate(), first.counts().baseline());
        numbers.put("worstDifferenceLower", rounded(range.lower()));
        numbers.put("worstDifferenceUpper", rounded(range.upper()));
        return Ruling.of(Findings.of(
                Rule.NO_REGRESSION,
                Finding.Outcome.FAILED,
                null,
                summary,
                numbers,
                NoRegressionRule.outputsOf(comparison.candidate(), ids, State.FAILED)));
    }

    private static String said(Passes passes) {
        return passes.passed() + " of " + passes.outputs();
    }

    /** Like {@code -0.4 points (at least -1.9 with 95 % confidence, -3.0 allowed)}. */
    private static String suite(CarefulComparison result) {
        var mean = Findings.say("%+.1f points", 100 * result.suite().mean());
        double bound = result.suite().lowerBound(SETTINGS.alpha());
        return Double.isNaN(bound)
                ? mean + ", and one group of cases alone tells nothing of how much that varies"
                : Findings.say(
                        "%s (at least %+.1f with %.0f %% confidence, %+.1f allowed)",
                        mean, 100 * bound, 100 * (1 - SETTINGS.alpha()), -100 * SETTINGS.margin());
    }

    /** The bound shrinks with the root of the number of cases, as long as the difference stays what it is. */
    private static String settledBy(CarefulComparison result) {
        double mean = result.suite().mean();
        double bound = result.suite().lowerBound(SETTINGS.alpha());
        if (Double.isNaN(bound) || mean <= -SETTINGS.margin()) {
            return "anyone: more cases, or a candidate that passes more often";
        }
        double ratio = (mean - bound) / (mean + SETTINGS.margin());
        long needed = (long) Math.ceil(result.suite().cases() * ratio * ratio);
        return Findings.say(
                "anyone: more cases, about %d in all if the rest is like these %d",
                needed, result.suite().cases());
    }

    private static Finding finding(Finding.Outcome outcome, String summary, Map<String, Double> numbers) {
        return Findings.of(Rule.NO_REGRESSION, outcome, null, summary, numbers, List.of());
    }

    private static Map<String, Double> numbers(CarefulComparison result, List<CaseCounts> cases, int unmeasured) {
        var numbers = new HashMap<String, Double>();
        numbers.put("cases", (double) cases.size());
        numbers.put("regressed", (double) result.worse().size());
        numbers.put("unmeasured", (double) unmeasured);
        numbers.put("alpha", SETTINGS.alpha());
        numbers.put("margin", SETTINGS.margin());
        numbers.put("clusters", (double) result.suite().clusters());
        numbers.put("outputs", (double)
                cases.stream().mapToInt(one -> one.candidate().outputs()).sum());
        if (unmeasured == 0) {
            numbers.put("difference", rounded(result.suite().mean()));
            var bound = result.suite().lowerBound(SETTINGS.alpha());
            if (!Double.isNaN(bound)) {
                numbers.put("differenceLower", rounded(bound));
            }
        }
        return numbers;
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }

    /** Cases with an output of either side that could not be judged. */
    private static List<String> unknown(Comparison comparison, Measurements baseline) {
        return comparison.suite().stream()
                .map(Inputs.SuiteCase::id)
                .filter(id -> isUnknown(comparison.candidate().of(id)) || isUnknown(baseline.of(id)))
                .toList();
    }

    private static boolean isUnknown(List<Output> outputs) {
        return outputs.isEmpty() || outputs.stream().anyMatch(output -> output.state() == State.UNKNOWN);
    }

    /** What could not be judged is left out: whoever decides by the counts looks at {@link #unknown} too. */
    private static List<CaseCounts> counts(Comparison comparison, Measurements baseline) {
        var counts = new ArrayList<CaseCounts>();
        int every = comparison.samples().every();
        for (var suiteCase : comparison.suite()) {
            var before = baseline.of(suiteCase.id());
            var now = comparison.candidate().of(suiteCase.id());
            counts.add(new CaseCounts(
                    suiteCase.id(),
                    cluster(suiteCase),
                    passes(before, every),
                    passes(before, Integer.MAX_VALUE),
                    passes(now, every),
                    passes(now, Integer.MAX_VALUE)));
        }
        return counts;
    }

    /** Cases that stand for one failure mode fail together; any other stands for itself. */
    private static String cluster(Inputs.SuiteCase suiteCase) {
        return suiteCase.failureMode() == null ? "case " + suiteCase.id() : "failure mode " + suiteCase.failureMode();
    }

    private static Passes passes(List<Output> outputs, int samples) {
        int passed = 0;
        int judged = 0;
        for (var output : outputs) {
            if (output.sample() < samples && output.state() != State.UNKNOWN) {
                judged++;
                passed += output.state() == State.PASSED ? 1 : 0;
            }
        }
        return new Passes(passed, judged);
    }
}
