package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.judging.GradedTypes;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.judging.Judgement;
import dev.belay.evaluation.judging.Matter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The types that a judge model answers, among all the others. */
final class GradedType {
    static final String SELECT_BEST = "select-best";

    static final String NO_JUDGE = "there is no judge: name a model that grades (`--grader openai:gpt-4.1-mini`, or"
            + " `defaultTest.options.provider` in a promptfoo file)";

    private GradedType() {}

    static Set<String> names() {
        var names = new TreeSet<>(GradedTypes.all().keySet());
        names.add(SELECT_BEST);
        return names;
    }

    static Finding find(Subject subject) {
        var type = GradedTypes.all().get(subject.type());
        var judge = subject.judge();
        if (type == null) {
            return new Finding.CannotTell(
                    "%s compares the outputs of several prompts or models for one case; of one output it says nothing"
                            .formatted(subject.type()));
        } else if (judge == null) {
            return new Finding.CannotTell(NO_JUDGE);
        }
        return new Finding.ByJudge(asked(type, judge, subject));
    }

    private static Judgement asked(BiFunction<Judge, Matter, Judgement> type, Judge judge, Subject subject) {
        var exchange = subject.exchange();
        return type.apply(
                judge,
                new Matter(
                        subject.value(),
                        subject.threshold(),
                        subject.inverse(),
                        subject.text(),
                        exchange.output().value().isTextual(),
                        exchange.prompt(),
                        exchange.vars()));
    }

    /** A rubric may be an object, which the judge sees as JSON; criteria of {@code g-eval} may be several. */
    static Optional<String> problemOf(String type, JsonNode value) {
        return switch (type) {
            case "answer-relevance" -> Optional.empty();
            case "g-eval" -> References.problemOfSeveral(value);
            case "llm-rubric" ->
                (value.isTextual() ? !value.textValue().isBlank() : !value.isEmpty())
                        ? Optional.empty()
                        : Optional.of("The value must say what has to be true of the output, as a text.");
            default -> References.problemOfOne(value);
        };
    }
}
