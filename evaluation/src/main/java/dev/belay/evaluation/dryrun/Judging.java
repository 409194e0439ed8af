package dev.belay.evaluation.dryrun;

import dev.belay.evaluation.assertion.Checked;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Exchange;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges every type that a local run has: by the output alone, by a judge model, or by a team's own service. */
public final class Judging {
    /** Pinned to a snapshot, so that two runs are judged alike. */
    public static final String STANDARD_GRADER = "openai:gpt-4.1-2025-04-14";

    private final Graders graders;

    /** @param grader the id of the model that grades where a configuration names none */
    public Judging(Checker checker, Connections connections, String grader) {
        graders = new Graders(checker, connections, grader);
    }

    /** The types that it judges, each with and without {@code not-}. */
    public static Set<String> types(Checker checker) {
        var types = new TreeSet<>(checker.types());
        types.add(Comparing.MAX_SCORE);
        return types;
    }

    /** Never throws for what it is given. */
    Verdict judge(One one, Question question) {
        var exchange = new Exchange(question.output(), question.vars(), question.prompt());
        return graders.checkerFor(one, question.options())
                .check(one.assertion(), exchange)
                .verdict();
    }

    /** {@code select-best}: one verdict an output, in their order. */
    List<Verdict> compare(One one, List<Output> outputs, Question any) {
        return graders.checkerFor(one, any.options()).compare(one.assertion(), outputs, any.vars()).stream()
                .map(Checked::verdict)
                .toList();
    }
}
