package dev.belay.evaluation.dryrun;

import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.util.Set;
import java.util.TreeSet;

/** Judges every type that a local run has: by the output alone, by a judge model, or by a team's own service. */
public final class Judging implements AssertionJudge {
    private final Checker checker;

    public Judging(Checker checker) {
        this.checker = checker;
    }

    /** The types that it judges, each with and without {@code not-}. */
    public static Set<String> types(Checker checker) {
        var types = new TreeSet<>(checker.types());
        types.add(Webhook.TYPE);
        types.add("not-" + Webhook.TYPE);
        return types;
    }

    @Override
    public Verdict judge(One assertion, Question question) {
        if (Webhook.judges(assertion.assertion().type())) {
            return Webhook.judge(assertion.assertion(), question);
        }
        return checker.check(assertion.assertion(), question.output(), question.vars());
    }
}
