package dev.belay.evaluation.scoring;

import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Exchange;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.assertion.Verdict.Errored;
import dev.belay.evaluation.assertion.Verdict.Failed;
import dev.belay.evaluation.assertion.Verdict.Passed;
import dev.belay.evaluation.scoring.Scored.Judged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores outputs. The same criteria, case and output always give the same. Templates in assertions see the variables of
 * the case as they are written, which is also what the prompt saw.
 */
public final class Scorer {

    /** The kind of the fault of an output that could not be judged. */
    public static final String ASSERTION_FAULT = "assertion";

    private final Checker checker;

    public Scorer(Checker checker) {
        this.checker = checker;
    }

    /**
     * Failed when a must-not is violated, whatever else could not be judged. Else an error when anything could not be
     * judged. Else passed when every must-have is satisfied and the case's own assertions hold: each of them, or, with a
     * {@code threshold}, their weighted mean score reaches it, which then alone decides, as in promptfoo.
     */
    public Scored score(CriteriaDocument criteria, Case evalCase, Output output) {
        return score(criteria, evalCase, output, null);
    }

    /**
     * The same, for judges that have to see what was asked.
     *
     * @param prompt as of {@link Exchange}
     */
    public Scored score(CriteriaDocument criteria, Case evalCase, Output output, @Nullable String prompt) {
        var exchange = new Exchange(output, evalCase.vars(), prompt);
        var judged = new ArrayList<Judged>();
        var checks = new ArrayList<Check>();
        for (var criterion : criteria.mustHaves()) {
            checks.add(check(Source.MUST_HAVE, criterion.id(), criterion.assertion(), exchange, judged));
        }
        for (var criterion : criteria.mustNots()) {
            checks.add(mustNot(criterion, exchange, judged));
        }
        var own = new ArrayList<Check>();
        for (int i = 0; i < evalCase.assertionsOrNone().size(); i++) {
            var assertion = evalCase.assertionsOrNone().get(i);
            own.add(check(Source.CASE, String.valueOf(i), assertion, exchange, judged));
        }
        boolean holds = hold(evalCase, own) && none(checks, Outcome.FAILED);
        boolean violated = checks.stream()
                .anyMatch(check -> check.source() == Source.MUST_NOT && check.outcome() == Outcome.FAILED);
        checks.addAll(own);
        var unjudged = checks.stream()
                .filter(check -> check.outcome() == Outcome.ERROR)
                .findFirst();
        if (unjudged.isPresent() && !violated) {
            return new Scored(Outcome.ERROR, checks, fault(unjudged.get()), judged);
        }
        return new Scored(holds ? Outcome.PASSED : Outcome.FAILED, checks, null, judged);
    }

    private static boolean hold(Case evalCase, List<Check> own) {
        if (evalCase.threshold() == null || own.isEmpty()) {
            return none(own, Outcome.FAILED);
        }
        return weightedMean(evalCase.assertionsOrNone(), own) >= evalCase.threshold();
    }

    /** Sets come last, as in promptfoo, so that a threshold is met or missed by the same last bit. */
    private static double weightedMean(List<Assertion> assertions, List<Check> checks) {
        var tally = new CaseTally(null);
        for (boolean sets : List.of(false, true)) {
            for (int i = 0; i < checks.size(); i++) {
                var assertion = assertions.get(i);
                if (assertion.isSet() == sets) {
                    tally.add(true, checks.get(i).score(), "", assertion.weightOrOne(), null);
                }
            }
        }
        return tally.result().score();
    }

    private static boolean none(List<Check> checks, Outcome outcome) {
        return checks.stream().noneMatch(check -> check.outcome() == outcome);
    }

    private Verdict verdict(Source source, String id, Assertion assertion, Exchange exchange, List<Judged> judged) {
        if (assertion.isSet()) {
            return AssertSet.verdict(assertion, each -> verdict(source, id, each, exchange, judged));
        }
        var checked = checker.check(assertion, exchange);
        if (checked.judgement() != null) {
            judged.add(new Judged(source, id, checked.judgement()));
        }
        return checked.verdict();
    }

    private Check check(Source source, String id, Assertion assertion, Exchange exchange, List<Judged> judged) {
        var type = assertion.type();
        return switch (verdict(source, id, assertion, exchange, judged)) {
            case Passed(double score) -> new Check(source, id, type, Outcome.PASSED, score, null);
            case Failed(double score, var reason) ->
                new Check(source, id, type, Outcome.FAILED, score, Reasons.failed(assertion, reason));
            case Errored(var reason) ->
                new Check(source, id, type, Outcome.ERROR, 0, Reasons.unjudged(assertion, reason));
        };
    }

    private Check mustNot(CriteriaDocument.MustNot criterion, Exchange exchange, List<Judged> judged) {
        var detect = criterion.detect();
        var id = criterion.id();
        Verdict found = verdict(Source.MUST_NOT, id, detect, exchange, judged);
        return switch (found) {
            case Passed passed ->
                new Check(Source.MUST_NOT, id, detect.type(), Outcome.FAILED, 0, detect.type() + " found it");
            case Failed failed -> new Check(Source.MUST_NOT, id, detect.type(), Outcome.PASSED, 1, null);
            case Errored(var reason) ->
                new Check(Source.MUST_NOT, id, detect.type(), Outcome.ERROR, 0, Reasons.unjudged(detect, reason));
        };
    }

    private static Fault fault(Check unjudged) {
        var what = switch (unjudged.source()) {
            case MUST_HAVE -> "must-have " + unjudged.id();
            case MUST_NOT -> "must-not " + unjudged.id();
            case CASE -> "assertion " + unjudged.id() + " of the case";
        };
        return new Fault(ASSERTION_FAULT, what + ": " + unjudged.reason());
    }
}
