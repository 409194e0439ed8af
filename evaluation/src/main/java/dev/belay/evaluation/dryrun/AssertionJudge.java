package dev.belay.evaluation.dryrun;

import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;

/** Says whether an assertion holds. Implementations are safe for any number of threads, and never throw for what they are given. */
@FunctionalInterface
public interface AssertionJudge {
    Verdict judge(One assertion, Question question);
}
