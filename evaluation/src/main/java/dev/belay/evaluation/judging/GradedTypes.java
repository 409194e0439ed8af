package dev.belay.evaluation.judging;

import java.util.Map;
import java.util.function.BiFunction;

/** The assertion types that a judge answers for one output; {@link SelectBest} is the one that needs several. */
public final class GradedTypes {
    private static final Map<String, BiFunction<Judge, Matter, Judgement>> TYPES = Map.of(
            "llm-rubric", LlmRubric::judge,
            "model-graded-closedqa", ClosedQa::judge,
            "factuality", Factuality::judge,
            "model-graded-factuality", Factuality::judge,
            "answer-relevance", AnswerRelevance::judge,
            "g-eval", GEval::judge);

    private GradedTypes() {}

    /** By name, without {@code not-}. */
    public static Map<String, BiFunction<Judge, Matter, Judgement>> all() {
        return TYPES;
    }
}
