package dev.belay.evaluation.scoring;

import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
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
import java.util.Map;
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
     * {@code threshold}, their weighted mean score reaches it, which then alone decides, as in promptfoo. A violation that a
     * judge found is one when a second judgement finds it too; when that one does not, it decides nothing here, since a
     * person has to look.
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
            checks.add(check(Source.MUST_HAVE, criterion.id(), criterion.test(), exchange, judged));
        }
        for (var criterion : criteria.mustNots()) {
            checks.add(mustNot(criterion, exchange, judged));
        }
        var own = new ArrayList<Check>();
        for (int i = 0; i < evalCase.assertionsOrNone().size(); i++) {
            var assertion = evalCase.assertionsOrNone().get(i);
            own.add(check(Source.CASE, String.valueOf(i), assertion, exchange, judged));
        }
        boolean holds = hold(evalCase, own) && checks.stream().noneMatch(Scorer::isFailed);
        boolean violated = checks.stream().anyMatch(check -> check.source() == Source.MUST_NOT && isFailed(check));
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
            return own.stream().noneMatch(Scorer::isFailed);
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

    private static boolean isFailed(Check check) {
        return check.outcome() == Outcome.FAILED && !check.disputed();
    }

    /** Of one check: who is asked, and which question it is. */
    private record Inquiry(Checker checker, Source source, String id, boolean confirms) {

        Verdict verdict(Assertion assertion, Exchange exchange, List<Judged> judged) {
            if (assertion.isSet()) {
                return AssertSet.verdict(assertion, each -> verdict(each, exchange, judged));
            }
            var checked = checker.check(assertion, exchange);
            if (checked.judgement() != null) {
                judged.add(new Judged(source, id, checked.judgement(), confirms));
            }
            return checked.verdict();
        }
    }

    private Check check(Source source, String id, Assertion assertion, Exchange exchange, List<Judged> judged) {
        var type = assertion.type();
        return switch (new Inquiry(checker, source, id, false).verdict(assertion, exchange, judged)) {
            case Passed(double score) -> new Check(source, id, type, Outcome.PASSED, score, null);
            case Failed(double score, var reason) ->
                new Check(source, id, type, Outcome.FAILED, score, Reasons.failed(assertion, reason));
            case Errored(var reason) ->
                new Check(source, id, type, Outcome.ERROR, 0, Reasons.unjudged(assertion, reason));
        };
    }

    /** Of a text that no case asked for, such as an example in criteria. */
    public Check mustNot(MustNot criterion, String text) {
        return mustNot(criterion, new Exchange(new Output(text, 0, null), Map.of(), null), new ArrayList<>());
    }

    private Check mustNot(MustNot criterion, Exchange exchange, List<Judged> judged) {
        var detect = criterion.detector();
        var id = criterion.id();
        return switch (new Inquiry(checker, Source.MUST_NOT, id, false).verdict(detect, exchange, judged)) {
            case Passed passed -> found(criterion, exchange, judged);
            case Failed failed -> new Check(Source.MUST_NOT, id, detect.type(), Outcome.PASSED, 1, null);
            case Errored(var reason) -> unjudged(criterion, reason);
        };
    }

    /** A judge errs now and then, and over hundreds of outputs that would block what is good. */
    private Check found(MustNot criterion, Exchange exchange, List<Judged> judged) {
        var detect = criterion.detector();
        var type = detect.type();
        var second = checker.confirming().filter(any -> detect.each().stream().anyMatch(Checker::isModelGraded));
        if (second.isEmpty()) {
            return new Check(Source.MUST_NOT, criterion.id(), type, Outcome.FAILED, 0, type + " found it");
        }
        var inquiry = new Inquiry(second.get(), Source.MUST_NOT, criterion.id(), true);
        return switch (inquiry.verdict(detect, exchange, judged)) {
            case Passed again -> found(criterion, type + " found it, twice", Outcome.FAILED);
            case Failed differs -> found(criterion, type + " found it, and when asked again did not", Outcome.PASSED);
            case Errored(var reason) -> unjudged(criterion, "it was found, and could not be confirmed: " + reason);
        };
    }

    private static Check found(MustNot criterion, String reason, Outcome second) {
        return new Check(
                Source.MUST_NOT,
                criterion.id(),
                criterion.detector().type(),
                Outcome.FAILED,
                0,
                reason,
                null,
                new Confirmation(second, null));
    }

    private static Check unjudged(MustNot criterion, String reason) {
        var detect = criterion.detector();
        return new Check(
                Source.MUST_NOT, criterion.id(), detect.type(), Outcome.ERROR, 0, Reasons.unjudged(detect, reason));
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
