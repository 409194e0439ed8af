package dev.belay.evaluation.scoring;

import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.assertion.Verdict;
import java.util.function.Function;

/** {@code assert-set}: passes when all of its assertions do, or, with a threshold, when their weighted mean reaches it. */
public final class AssertSet {

    private AssertSet() {}

    /**
     * @param judge of one assertion; each is judged, and one that cannot be makes the whole set unjudged
     * @return with a reason that names types and numbers only
     */
    public static Verdict verdict(Assertion set, Function<Assertion, Verdict> judge) {
        var tally = new CaseTally(set.threshold());
        Verdict.Errored unjudged = null;
        for (var each : set.each()) {
            switch (judge.apply(each)) {
                case Verdict.Passed(double score) -> tally.add(true, score, "", each.weightOrOne(), null);
                case Verdict.Failed(double score, var reason) ->
                    tally.add(false, score, each.type() + " does not hold", each.weightOrOne(), null);
                case Verdict.Errored(var reason) ->
                    unjudged = unjudged == null ? new Verdict.Errored(Reasons.unjudged(each, reason)) : unjudged;
            }
        }
        if (unjudged != null) {
            return unjudged;
        }
        var result = tally.result();
        return result.pass() ? new Verdict.Passed(result.score()) : new Verdict.Failed(result.score(), result.reason());
    }
}
