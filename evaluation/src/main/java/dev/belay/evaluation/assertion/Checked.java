package dev.belay.evaluation.assertion;

import dev.belay.evaluation.judging.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with its evidence.
 *
 * @param judgement what the judge said and who that was, of a model-graded type that came as far as asking; else null
 */
public record Checked(Verdict verdict, @Nullable Judgement judgement) {}
