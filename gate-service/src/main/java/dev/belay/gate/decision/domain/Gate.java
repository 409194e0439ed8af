package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides an attempt: the one place where findings become a verdict. */
public final class Gate {

    private Gate() {}

    /**
     * The same inputs give the same outcome for ever. A rejection that no result can undo any more is made while results
     * are still missing, unless the whole run was asked for; everything else waits for all of them. More outputs are
     * asked for only where no rule rejects already.
     */
    public static Outcome decide(Inputs inputs) {
        var change = inputs.change();
        if (inputs.liveNumber() != change.baselineDeployment()) {
            return new Outcome.Outdated(change.baselineDeployment(), inputs.liveNumber());
        }
        var comparison = Comparison.of(inputs);
        var missing = comparison.missing();
        var rules = RuleSet.of(inputs.ruleSet());
        if (missing > 0 && !(change.mayStopEarly() && rules.isForegone(comparison, inputs))) {
            return new Outcome.NotYet(missing);
        }
        var rulings = rules.judge(comparison, inputs);
        var verdict = verdictOn(rulings.stream().map(Ruling::finding).toList());
        if (missing == 0 && verdict != Verdict.REJECTED) {
            var wanted = NoRegressionRule.wants(comparison);
            if (wanted.isPresent()) {
                return new Outcome.MoreSamples(wanted.get());
            }
        }
        return new Outcome.Decided(
                verdict,
                rulings.stream().map(Ruling::finding).toList(),
                verdict == Verdict.HELD_BACK ? waitsFor(rulings) : "",
                comparison.expected(),
                comparison.expected() - missing,
                missing,
                paid(inputs));
    }

    /** The candidate's outputs that a reviewer of the change is to judge, and the others that have one. */
    public static Sampled sampled(Inputs inputs) {
        var comparison = Comparison.of(inputs);
        var people = Objects.requireNonNull(inputs.people(), "people");
        var drawn = ReviewRule.toJudge(comparison, inputs.change(), people);
        var spare = comparison.candidate().outputs().stream()
                .filter(output -> output.completion() != null && !drawn.contains(output))
                .toList();
        return new Sampled(toReview(drawn, comparison), toReview(spare, comparison));
    }

    /** The share of defects that a clean sample of {@code outputs} still cannot exclude, with 95 % confidence. */
    public static double notExcludedBy(int outputs) {
        return ReviewRule.notExcludedBy(outputs);
    }

    /** @param drawn for review; {@code spare} was not */
    public record Sampled(List<ToReview> drawn, List<ToReview> spare) {}

    private static List<ToReview> toReview(List<Output> outputs, Comparison comparison) {
        return outputs.stream()
                .map(output -> new ToReview(
                        output.caseId(),
                        Objects.requireNonNull(output.completion()),
                        comparison.baseline().stream()
                                .flatMap(side -> side.of(output.caseId()).stream())
                                .map(Output::completion)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    /** One failed finding rejects, whatever else is open; else one open finding holds back; missing findings too. */
    static Verdict verdictOn(List<Finding> findings) {
        var held = findings.isEmpty();
        for (var finding : findings) {
            switch (finding.outcome()) {
                case FAILED -> {
                    return Verdict.REJECTED;
                }
                case INCONCLUSIVE, NEEDS_REVIEW, NEEDS_SIGN_OFF, NEEDS_TRADE_OFF, WAITING -> held = true;
                case PASSED, NOT_APPLICABLE -> {}
            }
        }
        return held ? Verdict.HELD_BACK : Verdict.APPROVED;
    }

    private static String waitsFor(List<Ruling> rulings) {
        return rulings.stream()
                .map(Ruling::settledBy)
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static BigDecimal paid(Inputs inputs) {
        return Stream.concat(inputs.candidateResults().stream(), inputs.baselineResults().stream())
                .filter(CaseEvaluated::paid)
                .map(CaseEvaluated::costUsd)
                .flatMap(Stream::ofNullable)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
